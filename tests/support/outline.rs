//! A tree as a short outline: made from its `Debug` form, so that a new field shows up by itself.

/// `value` as an S-expression, without places and without what is absent, false or empty.
pub fn outline(value: &impl std::fmt::Debug) -> String {
    let text = format!("{value:?}");
    let mut reader = Reader { rest: &text };
    let mut out = String::new();
    let node = simplify(reader.value());
    write(&node, 0, &mut out);
    out.push('\n');
    out
}

/// A `Debug` form, or what it is simplified to.
#[derive(Clone, Debug)]
enum Form {
    Word(String),
    List(Vec<Form>),
    /// A named struct or variant with the fields that have names and those that have not.
    Made(String, Vec<(Option<String>, Form)>),
}

struct Reader<'a> {
    rest: &'a str,
}

impl Reader<'_> {
    fn value(&mut self) -> Form {
        self.blanks();
        match self.rest.chars().next() {
            Some('"') => Form::Word(self.quoted()),
            Some('[') => Form::List(self.values('[', ']')),
            Some('(') => Form::List(self.values('(', ')')),
            _ => self.named(),
        }
    }

    fn named(&mut self) -> Form {
        let word = self.word();
        match self.rest.chars().next() {
            Some('(') => {
                let fields = self.values('(', ')').into_iter().map(|value| (None, value)).collect();
                Form::Made(word, fields)
            }
            Some(' ') if self.rest.starts_with(" {") => {
                self.rest = self.rest.get(1..).unwrap_or_default();
                Form::Made(word, self.fields())
            }
            _ => Form::Word(word),
        }
    }

    fn fields(&mut self) -> Vec<(Option<String>, Form)> {
        let mut fields = Vec::new();
        self.take('{');
        while !self.take('}') {
            let name = self.word();
            self.take(':');
            fields.push((Some(name), self.value()));
            self.take(',');
        }
        fields
    }

    fn values(&mut self, open: char, close: char) -> Vec<Form> {
        let mut values = Vec::new();
        self.take(open);
        while !self.take(close) {
            values.push(self.value());
            self.take(',');
        }
        values
    }

    fn quoted(&mut self) -> String {
        let mut end = 1;
        let mut escaped = false;
        for c in self.rest.chars().skip(1) {
            end += c.len_utf8();
            if c == '"' && !escaped {
                break;
            }
            escaped = c == '\\' && !escaped;
        }
        let (text, rest) = self.rest.split_at(end);
        self.rest = rest;
        text.to_owned()
    }

    fn word(&mut self) -> String {
        self.blanks();
        let mut end = self.rest.len();
        for (at, c) in self.rest.char_indices() {
            // The places of `0:3..9` hold a colon; the colon of a field is followed by a blank.
            let colon = c == ':' && self.rest.get(at + 1..).is_some_and(|rest| rest.starts_with(' '));
            if colon || " ,(){}[]\"".contains(c) {
                end = at;
                break;
            }
        }
        assert!(end > 0, "a word was expected at {:.80}", self.rest);
        let (word, rest) = self.rest.split_at(end);
        self.rest = rest;
        word.to_owned()
    }

    fn take(&mut self, c: char) -> bool {
        self.blanks();
        match self.rest.strip_prefix(c) {
            Some(rest) => {
                self.rest = rest;
                true
            }
            None => false,
        }
    }

    fn blanks(&mut self) {
        self.rest = self.rest.trim_start();
    }
}

fn simplify(form: Form) -> Form {
    match form {
        Form::Word(_) => form,
        Form::List(values) => Form::List(values.into_iter().map(simplify).collect()),
        Form::Made(name, fields) => made(name, fields),
    }
}

fn made(name: String, fields: Vec<(Option<String>, Form)>) -> Form {
    let mut fields: Vec<(Option<String>, Form)> = fields
        .into_iter()
        .filter(|(field, _)| !matches!(field.as_deref(), Some("span" | "header" | "source")))
        .filter(|(_, value)| !is_place(value))
        .map(|(field, value)| (field, simplify(value)))
        .filter(|(field, value)| {
            field.is_none() || field.as_deref() == Some("quantifier") || !is_nothing(value)
        })
        .collect();
    match name.as_str() {
        "Some" if matches!(fields.as_slice(), [(_, Form::Word(word))] if word == "false") => {
            Form::Word("no".to_owned())
        }
        "Some" | "Expr" | "Box" | "Plain" => take_only(name, fields),
        "Name" if fields.iter().any(|(field, _)| field.as_deref() == Some("text")) => {
            Form::Word(unquoted(&take(&fields, "text")))
        }
        "Name" | "Number"
            if fields.len() == 1 && fields.first().is_some_and(|(field, _)| field.is_none()) =>
        {
            fields.remove(0).1
        }
        "Path" => Form::Word(words(&take(&fields, "names")).join(".")),
        "Citation" => Form::Word(format!("@{}", unquoted(&take(&fields, "article")))),
        "UnitExpr" => Form::Word(unit(&take(&fields, "factors"))),
        "Number" => Form::Word(unquoted(&take(&fields, "digits")) + &words(&take(&fields, "unit")).concat()),
        _ => Form::Made(name, fields),
    }
}

fn take_only(name: String, mut fields: Vec<(Option<String>, Form)>) -> Form {
    match fields.len() {
        1 => fields.remove(0).1,
        0 => Form::Word("nothing".to_owned()),
        _ => Form::Made(name, fields),
    }
}

fn take(fields: &[(Option<String>, Form)], wanted: &str) -> Form {
    let found = fields.iter().find(|(field, _)| field.as_deref() == Some(wanted));
    found.map_or(Form::List(Vec::new()), |(_, value)| value.clone())
}

fn words(form: &Form) -> Vec<String> {
    match form {
        Form::Word(word) => vec![word.clone()],
        Form::List(values) => values.iter().flat_map(words).collect(),
        Form::Made(name, _) => vec![name.clone()],
    }
}

/// `万元/亩` from its factors; `1` where there is none.
fn unit(factors: &Form) -> String {
    let mut text = String::new();
    for factor in words(factors).chunks(2) {
        match factor {
            [name, power] if power == "1" && text.is_empty() => text.push_str(name),
            [name, power] if power == "-1" => text += &format!("/{name}"),
            [name, power] => text += &format!("·{name}^{power}"),
            _ => {}
        }
    }
    if text.is_empty() { "1".to_owned() } else { text }
}

fn unquoted(form: &Form) -> String {
    words(form).concat().trim_matches('"').to_owned()
}

/// `0:12..15`, the place of a variant without named fields.
fn is_place(form: &Form) -> bool {
    matches!(form, Form::Word(word) if word.contains("..") && word.chars().all(|c| c.is_ascii_digit() || ":.".contains(c)))
}

fn is_nothing(form: &Form) -> bool {
    match form {
        Form::Word(word) => matches!(word.as_str(), "None" | "false" | "nothing"),
        Form::List(values) => values.is_empty(),
        Form::Made(name, fields) => fields.is_empty() && matches!(name.as_str(), "Notes" | "ItemClauses"),
    }
}

const WIDTH: usize = 100;

fn write(form: &Form, indent: usize, out: &mut String) {
    let line = flat(form);
    if indent + line.chars().count() <= WIDTH {
        out.push_str(&line);
        return;
    }
    let (head, parts): (String, Vec<(String, &Form)>) = match form {
        Form::Word(_) => (line, Vec::new()),
        Form::List(values) => ("[".to_owned(), values.iter().map(|value| (String::new(), value)).collect()),
        Form::Made(name, fields) => {
            (format!("({name}"), fields.iter().map(|(field, value)| (label(field), value)).collect())
        }
    };
    out.push_str(&head);
    for (label, value) in parts {
        out.push('\n');
        out.push_str(&" ".repeat(indent + 2));
        out.push_str(&label);
        write(value, indent + 2, out);
    }
    match form {
        Form::Word(_) => {}
        Form::List(_) => out.push(']'),
        Form::Made(..) => out.push(')'),
    }
}

fn label(field: &Option<String>) -> String {
    field.as_ref().map_or_else(String::new, |field| format!("{field}="))
}

fn flat(form: &Form) -> String {
    match form {
        Form::Word(word) => word.clone(),
        Form::List(values) => format!("[{}]", values.iter().map(flat).collect::<Vec<_>>().join(" ")),
        Form::Made(name, fields) => {
            let mut parts = vec![name.clone()];
            for (field, value) in fields {
                parts.push(match (field, value) {
                    (Some(field), Form::Word(word)) if word == "true" => field.clone(),
                    _ => label(field) + &flat(value),
                });
            }
            if fields.is_empty() { name.clone() } else { format!("({})", parts.join(" ")) }
        }
    }
}
