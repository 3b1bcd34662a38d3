//! All names and all wording of a tree, to be changed in place: what 改名, 换列 and 改字 need.

use super::*;

/// A place in a tree that an amendment of the text may change.
#[derive(Debug)]
pub enum Part<'a> {
    /// A name where it is declared: of a table, a column, a definition, a block, an item, a member.
    Declared(&'a mut Name),
    /// A name where it is used.
    Used(&'a mut Name),
    /// Words of the document: a title, 原文, documentation.
    Words(&'a mut String),
}

/// A tree whose names and wording can be visited.
///
/// ```
/// use heng_grammar::{parse, source::Source, span::SourceId, tree::{Part, Parts}};
/// let source = Source::new(SourceId(0), "例.heng", "表 企业 { 税: 万元 }\n对 企业 { 双倍 = 2 × 税 }");
/// let mut script = parse(&source).script;
/// script.parts(&mut |part| match part {
///     Part::Declared(name) | Part::Used(name) if name.text == "税" => name.text = "税金".to_owned(),
///     _ => {}
/// });
/// assert!(!format!("{script:?}").contains("\"税\""));
/// ```
pub trait Parts {
    /// Visits every name and every piece of wording, in the order of the tree.
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>));
}

impl<T: Parts> Parts for Vec<T> {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        self.iter_mut().for_each(|each| each.parts(visit));
    }
}

impl<T: Parts> Parts for Option<T> {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        self.iter_mut().for_each(|each| each.parts(visit));
    }
}

impl<T: Parts> Parts for Box<T> {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        T::parts(self, visit);
    }
}

impl<A: Parts, B: Parts> Parts for (A, B) {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        self.0.parts(visit);
        self.1.parts(visit);
    }
}

/// What has no names in it.
macro_rules! plain {
    ($($made:ident)*) => {
        $(impl Parts for $made {
            fn parts(&mut self, _: &mut dyn FnMut(Part<'_>)) {}
        })*
    };
}

plain! { bool Comparator ArithmeticOperator LogicOperator Normalisation RemainderMethod RoundingMode BandRounding BandBase }

impl Parts for Name {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        visit(Part::Used(self));
    }
}

impl Parts for Path {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        self.names.parts(visit);
    }
}

/// A name where it is declared.
trait Declares {
    fn declares(&mut self, visit: &mut dyn FnMut(Part<'_>));
}

impl Declares for Name {
    fn declares(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        visit(Part::Declared(self));
    }
}

impl Declares for Option<Name> {
    fn declares(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        self.iter_mut().for_each(|name| name.declares(visit));
    }
}

impl Declares for Vec<Name> {
    fn declares(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        self.iter_mut().for_each(|name| name.declares(visit));
    }
}

/// Wording.
trait Worded {
    fn words(&mut self, visit: &mut dyn FnMut(Part<'_>));
}

impl Worded for String {
    fn words(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        visit(Part::Words(self));
    }
}

impl Worded for Option<String> {
    fn words(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        self.iter_mut().for_each(|text| text.words(visit));
    }
}

impl Worded for Vec<String> {
    fn words(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        self.iter_mut().for_each(|text| text.words(visit));
    }
}

/// For each struct: the names it declares, the wording it holds, what else has parts.
macro_rules! parts {
    ($($made:ident: declares [$($name:ident)*] words [$($text:ident)*] holds [$($inner:ident)*];)*) => {
        $(impl Parts for $made {
            fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
                $(self.$name.declares(visit);)*
                $(self.$text.words(visit);)*
                $(self.$inner.parts(visit);)*
            }
        })*
    };
}

parts! {
    Script: declares [] words [] holds [items prose];
    Passage: declares [] words [text] holds [];
    Notes: declares [] words [doc] holds [];
    Item: declares [] words [] holds [notes kind];
    Policy: declares [name] words [title] holds [];
    Choice: declares [name] words [] holds [ordered unordered];
    ChoiceMember: declares [name aliases] words [] holds [];
    SetOf: declares [name] words [] holds [members];
    SetStep: declares [] words [] holds [period value notes];
    Alias: declares [names] words [] holds [target];
    UnitDeclaration: declares [name] words [] holds [value];
    Bound: declares [] words [] holds [value];
    Open: declares [name] words [] holds [ty per bounds];
    Bind: declares [] words [] holds [target value];
    Reading: declares [name] words [question] holds [arms taken];
    ReadingArm: declares [name] words [] holds [value notes];
    Take: declares [] words [] holds [target arm];
    Decision: declares [name] words [] holds [ty per default bounds];
    Parameter: declares [name] words [] holds [ty default bounds];
    Table: declares [name] words [] holds [columns];
    Column: declares [name] words [] holds [ty default bounds notes];
    For: declares [] words [] holds [table items];
    Definition: declares [name] words [] holds [ty value rounding missing];
    Participation: declares [] words [] holds [entries];
    ParticipationEntry: declares [name] words [] holds [condition recorded_as missing notes];
    Score: declares [name] words [] holds [group out_of each entries extras rounding];
    ScoreEntry: declares [name] words [] holds [weight clauses entries notes];
    ItemClauses: declares [] words [] holds [value baseline points cap floor missing];
    Extra: declares [] words [] holds [value missing notes];
    Tally: declares [name] words [] holds [cap missing entries];
    TallyEntry: declares [] words [] holds [kind notes];
    Conditions: declares [name] words [] holds [body];
    ConditionGroup: declares [] words [] holds [missing entries];
    Condition: declares [name] words [original] holds [body unless missing notes];
    Classify: declares [name] words [] holds [choice missing rules exceptions];
    ClassRule: declares [] words [] holds [class condition missing notes];
    Band: declares [name] words [] holds [by group classes ties rounding base missing];
    BandClass: declares [] words [] holds [class bound notes];
    Adjust: declares [name] words [] holds [from missing moves];
    Move: declares [name] words [] holds [condition unless missing action notes];
    Lookup: declares [name] words [] holds [keys outputs rows marginal];
    Allocation: declares [name] words [] holds [total among body];
    Among: declares [] words [] holds [table filter];
    AllocationBody: declares [] words [purpose] holds [factors portions amounts];
    Factor: declares [] words [] holds [name weight value normalise negative missing notes];
    LookupKey: declares [name] words [] holds [ty];
    LookupOutput: declares [name] words [] holds [ty];
    LookupRow: declares [] words [] holds [keys outputs notes];
    KeyCell: declares [] words [] holds [alternatives];
    Example: declares [] words [title] holds [rows binds takes expectations];
    ExampleRow: declares [] words [] holds [table cells];
    Expectation: declares [] words [] holds [condition notes];
    Check: declares [] words [title] holds [condition];
    Output: declares [] words [] holds [table filter order columns];
    RowSet: declares [name] words [] holds [table filter];
    Chain: declares [name] words [] holds [ty steps];
    ChainStep: declares [] words [] holds [value rounding missing notes];
    ExampleCell: declares [] words [] holds [name value];
    Rollup: declares [name] words [] holds [from filter key columns];
    RollupKey: declares [name] words [] holds [value];
    RollupColumn: declares [] words [] holds [kind notes];
    Target: declares [name] words [] holds [data per unit body];
    TargetLine: declares [name] words [] holds [unit bases value tests inside notes];
    TargetBase: declares [] words [] holds [value];
    TargetTest: declares [] words [] holds [measure form tolerance];
    TargetGrid: declares [] words [] holds [columns rows total];
    TargetColumn: declares [] words [] holds [indicator unit];
    TargetRow: declares [] words [] holds [label cells notes];
    TargetTotal: declares [] words [] holds [cells waivers];
    TargetWaiver: declares [] words [reason] holds [indicator sum];
    Award: declares [name] words [] holds [item_cap cap yearly_cap once rounding missing entries];
    YearlyCap: declares [] words [] holds [limit];
    AwardTerms: declares [] words [] holds [unless cap instalments continues once rounding];
    Instalments: declares [] words [] holds [years shares];
    Once: declares [] words [] holds [record];
    Ledger: declares [name] words [] holds [source lines readings rounding remainder];
    LedgerReading: declares [] words [] holds [reading notes];
    LedgerLine: declares [] words [] holds [kind condition missing among parts notes];
    LineAmong: declares [] words [] holds [rows body];
    LedgerRounding: declares [] words [] holds [nearest];
    Party: declares [] words [] holds [path];
    Marginal: declares [] words [] holds [per];
    PerRate: declares [] words [] holds [quantum];
    Expr: declares [] words [] holds [kind];
    Number: declares [] words [] holds [unit];
    Argument: declares [] words [] holds [value filter group order];
    OrderKey: declares [] words [] holds [value missing];
    Missing: declares [] words [] holds [answer];
    Rounding: declares [] words [] holds [to mode];
}

impl Parts for OutputColumn {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        // A column without a name of its own is called as what it shows.
        match &mut self.path {
            Some(_) => self.name.parts(visit),
            None => self.name.declares(visit),
        }
        self.value.parts(visit);
        self.path.parts(visit);
    }
}

impl Parts for Apportionment {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        self.rounding.parts(visit);
        self.remainder.parts(visit);
        self.ties.iter_mut().for_each(|(keys, _)| keys.parts(visit));
    }
}

impl<T: Parts> Parts for Stated<T> {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        match self {
            Stated::Is(value) => value.parts(visit),
            Stated::Reading(name) => name.parts(visit),
        }
    }
}

impl Parts for Remainder {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        match self {
            Remainder::Method(method, _) => method.parts(visit),
            Remainder::Row(key) => key.parts(visit),
        }
    }
}

impl Parts for UnitExpr {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        self.factors.iter_mut().for_each(|(name, _)| name.parts(visit));
    }
}

impl Parts for TargetBody {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        match self {
            TargetBody::Lines(lines) => lines.parts(visit),
            TargetBody::Grid(grid) => grid.parts(visit),
        }
    }
}

impl Parts for LedgerLineKind {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        match self {
            LedgerLineKind::Share { name, amount, base, party } => {
                name.declares(visit);
                amount.parts(visit);
                base.parts(visit);
                party.parts(visit);
            }
            LedgerLineKind::Step { name, limit, party } => {
                name.declares(visit);
                limit.parts(visit);
                party.parts(visit);
            }
            LedgerLineKind::Balance { shares, .. } => shares.parts(visit),
        }
    }
}

impl Parts for TypeExpr {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        match self {
            TypeExpr::Plain(unit) => unit.parts(visit),
            TypeExpr::Reference(table) => table.parts(visit),
        }
    }
}

impl Parts for ConditionBody {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        match self {
            ConditionBody::Test(test) => test.parts(visit),
            ConditionBody::Group(group) => group.parts(visit),
        }
    }
}

impl Parts for Amount {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        match self {
            Amount::Fixed(amount) => amount.parts(visit),
            Amount::Per { quantum, amount, of, .. } => {
                quantum.parts(visit);
                amount.parts(visit);
                of.parts(visit);
            }
        }
    }
}

impl Parts for Ties {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        if let Ties::Keys(keys, _) = self {
            keys.parts(visit);
        }
    }
}

impl Parts for TallyEntryKind {
    fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
        match self {
            TallyEntryKind::Item { name, condition, amount, missing, terms, .. } => {
                name.declares(visit);
                terms.parts(visit);
                condition.parts(visit);
                amount.parts(visit);
                missing.parts(visit);
            }
            TallyEntryKind::Group { name, cap, entries, .. } => {
                name.declares(visit);
                cap.parts(visit);
                entries.parts(visit);
            }
            TallyEntryKind::Reading(reading) => reading.parts(visit),
        }
    }
}

/// For each enumeration: its variants that have parts; the others have none.
macro_rules! variants {
    ($($made:ident { $($variant:ident ( $($field:ident),* ))* $(; $($named:ident { $($inner:ident),* })* )? })*) => {
        $(impl Parts for $made {
            fn parts(&mut self, visit: &mut dyn FnMut(Part<'_>)) {
                $(if let $made::$variant($($field),*) = self { $($field.parts(visit);)* })*
                $($(if let $made::$named { $($inner,)* .. } = self { $($inner.parts(visit);)* })*)?
            }
        })*
    };
}

variants! {
    ItemKind {
        Policy(made) Choice(made) Set(made) Alias(made) Unit(made) Table(made) For(made) Participation(made)
        Definition(made) Tally(made) Award(made) Ledger(made) Score(made) Conditions(made) Classify(made) Band(made) Adjust(made)
        Lookup(made) Allocation(made) Open(made) Bind(made) Reading(made) Take(made) Decision(made) Parameter(made)
        Rollup(made) RowSet(made) Chain(made) Target(made) Example(made) Check(made) Output(made)
    }
    SetMembers { Always(list) Dated(steps) }
    Unlisted { Decides(condition) }
    MoveAction { Set(class) AtLeast(class) AtMost(class) }
    Negative { CountsAs(value) }
    MissingAnswer { Value(value) }
    MissingOrder { Value(value) }
    RoundingTo { Nearest(quantum) }
    BandBound { Top(limit) Bottom(limit) ; To { limit } Threshold { lower, upper } }
    KeyTest { Is(value) From(value) ; Interval { lower, upper } }
    RollupColumnKind { Define(definition) ; Combine { name, source, order } }
    TargetMeasure { Rank(among) }
    TargetForm {
        Compare(sign, limit) Bare(limit) About(limit) Between(from, to) Times(multiple) Assigned(sign, issuer)
        ; Trend { precision }
    }
    Multiple { GrownBy(figure) Is(figure) }
    ExprKind {
        Number(number) Name(name) Field(base, name) Index(base, keys) Call(name, arguments)
        LastYears(number) Negate(inner) Not(inner) Arithmetic(sign, left, right) Comparison(first, rest)
        Logic(sign, parts) Within(value, range) IfMissing(value, answer) ZeroIsMissing(value)
        Range(from, to) Bracketed(inner)
        ; Own { table, column } Member { value, set, unlisted } If { condition, then, otherwise } List { elements }
    }
}
