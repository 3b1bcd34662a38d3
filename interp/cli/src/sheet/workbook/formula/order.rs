//! 名次: the place of each row, counted by comparing its keys with those of all others.

use heng_interp::program::{Core, Frame, Kind, Node, Operator, OrderKey, Ranking, TieMethod};
use heng_interp::value::Absence;

use super::super::book::{Column, Content, Reason};
use super::super::words::{Absences, NO, YES};
use super::expression::{Binding, Gives, Piece};
use super::{Translator, as_test, is_whole};

/// More rows than this are not ranked by a formula: each of them would be compared with each.
const MOST_ROWS: u32 = 6000;
/// Beyond all numbers of the data.
const FAR: &str = "9E+300";
/// How many decimals of a difference are compared.
const DECIMALS: u32 = 8;

impl Translator<'_, '_, '_> {
    /// Why a ranking cannot be a formula.
    pub(super) fn rank_refused(&self, ranking: &Ranking, frame: Frame) -> Option<Reason> {
        if self.book.outcome.rows(frame) > MOST_ROWS {
            return Some(Reason::Many);
        }
        // Groups of texts are compared by `=`, which does not tell capitals from small letters.
        let alike = |core: &Core| core.ty.kind == Kind::Text && !self.texts_differ(core, frame);
        ranking.group.iter().any(alike).then_some(Reason::Texts)
    }

    /// 1 and the rows before.
    pub(super) fn rank(&mut self, ranking: &Ranking, frame: Frame) -> Result<Piece, Reason> {
        let mut factors = Vec::new();
        let mut takes_part = None;
        if let Some(filter) = &ranking.filter {
            let at = self.stands(filter, frame).ok_or(Reason::Function)?;
            let range = self.book.range(frame, frame, at).ok_or(Reason::Function)?;
            factors.push(format!("({range}=\"{YES}\")"));
            takes_part = self.book.cell(frame, frame, at);
        }
        for group in &ranking.group {
            let (range, own) = self.key(group, frame)?;
            if !own.absent.is_none() {
                return Err(Reason::Function);
            }
            factors.push(format!("({range}={})", own.text));
        }
        let mut keys = Vec::new();
        for key in &ranking.order {
            let (range, own, descending) = self.sorting_key(key, frame)?;
            keys.push((range, own.text, descending));
        }
        factors.push(before(&keys, ranking.ties == TieMethod::Worst));
        let counted = format!("SUMPRODUCT({})", factors.join("*"));
        let count = if ranking.ties == TieMethod::Worst { counted } else { format!("1+{counted}") };
        let Some(takes_part) = takes_part else {
            return Ok(Piece::strict(count, Binding::Sum, &[]).sharp(true));
        };
        let other = self.book.words.quoted(Absence::NotApplicable);
        let text = format!("IF({},{count},{other})", as_test(takes_part.clone()).text);
        let text = if takes_part.absent.is_none() {
            text
        } else {
            format!("IF({}=\"{YES}\",{count},{other})", takes_part.text)
        };
        let absent = Absences::one(Absence::NotApplicable);
        Ok(Piece { sharp: true, ..Piece::chosen(text, Gives::Value, absent) })
    }

    fn key(&mut self, core: &Core, frame: Frame) -> Result<(String, Piece), Reason> {
        let at = self.stands(core, frame).ok_or(Reason::Function)?;
        let range = self.book.range(frame, frame, at).ok_or(Reason::Function)?;
        Ok((range, self.book.cell(frame, frame, at).ok_or(Reason::Function)?))
    }

    /// A key as a column of numbers, all of them there, and whether the greatest come first: what has no value stands beyond all
    /// that have.
    fn sorting_key(&mut self, key: &OrderKey, frame: Frame) -> Result<(String, Piece, bool), Reason> {
        let kind = &key.value.ty.kind;
        if matches!(kind, Kind::Text | Kind::Reference(_) | Kind::Unknown) {
            return self.ordinal(key, frame);
        }
        let (range, own) = self.key(&key.value, frame)?;
        let sharp = own.sharp || is_whole(&key.value);
        if super::is_figure(kind) && sharp && own.absent.is_none() {
            return Ok((range, own, key.descending));
        }
        let difference = !sharp && super::is_figure(kind) && self.is_difference(&key.value);
        let far = if key.descending == key.missing_first { FAR.to_owned() } else { format!("-{FAR}") };
        let own = own.text;
        let text = match kind {
            Kind::YesNo => format!("IF({own}=\"{YES}\",1,IF({own}=\"{NO}\",0,{far}))"),
            // The first member is the greatest.
            Kind::Choice(choice) => format!("IFERROR(-{},{far})", self.position(&own, *choice)),
            _ if sharp => format!("IF(ISNUMBER({own}),{own},{far})"),
            _ if difference => format!("IF(ISNUMBER({own}),ROUND({own},{DECIMALS}),{far})"),
            _ => format!("IF(ISNUMBER({own}),IF({own}=0,0,ROUND({own},11-INT(LOG10(ABS({own}))))),{far})"),
        };
        let piece = Piece { sharp: true, ..Piece::chosen(text, Gives::Value, Absences::NONE) };
        let at =
            self.sorting_step(&piece, key, difference.then_some(DECIMALS), frame).ok_or(Reason::Function)?;
        let cell = self.book.cell(frame, frame, at).ok_or(Reason::Function)?;
        Ok((self.book.range(frame, frame, at).ok_or(Reason::Function)?, cell, key.descending))
    }

    /// A difference of numbers that are nearly the same keeps few digits: what is left is known to so many decimals, not to so many
    /// digits.
    fn is_difference(&self, core: &Core) -> bool {
        match core.node.as_ref() {
            Node::Arithmetic(Operator::Subtract, ..) => true,
            Node::Definition(id) => {
                let definition = self.book.outcome.program().definition(*id);
                definition.is_some_and(|definition| self.is_difference(&definition.body))
            }
            Node::If(_, a, b) => self.is_difference(a) || self.is_difference(b),
            _ => false,
        }
    }

    /// The column of a sorting key; its values are not those of an expression of the program.
    fn sorting_step(
        &mut self,
        piece: &Piece,
        key: &OrderKey,
        places: Option<u32>,
        frame: Frame,
    ) -> Option<u32> {
        let known = (frame, piece.text.clone());
        if let Some(at) = self.known.get(&known) {
            return Some(*at);
        }
        let column = Column {
            subject: self.next_step(),
            kind: Kind::Number(heng_interp::program::Number::default()),
            absent: Absences::NONE,
            content: Content::Sorting { formula: piece.text.clone(), key: Box::new(key.clone()), places },
            sharp: true,
        };
        let at = self.book.put(frame, column)?;
        self.known.insert(known, at);
        Some(at)
    }

    /// The places of texts among themselves, as values: spreadsheets order texts by their own rules.
    fn ordinal(&mut self, key: &OrderKey, frame: Frame) -> Result<(String, Piece, bool), Reason> {
        let known = (frame, format!("ordinal {key:?}"));
        let at = match self.known.get(&known) {
            Some(at) => Some(*at),
            None => {
                let column = Column {
                    subject: self.next_step(),
                    kind: Kind::Number(heng_interp::program::Number::default()),
                    absent: Absences::NONE,
                    content: Content::Ordinal { key: Box::new(key.clone()) },
                    sharp: true,
                };
                self.book.put(frame, column)
            }
        };
        let at = at.ok_or(Reason::Function)?;
        self.known.insert(known, at);
        let cell = self.book.cell(frame, frame, at).ok_or(Reason::Function)?;
        Ok((self.book.range(frame, frame, at).ok_or(Reason::Function)?, cell, false))
    }
}

/// Which rows come before this one: (cells of all rows, its own cell, greatest first) per key, the weightiest first.
fn before(keys: &[(String, String, bool)], or_equal: bool) -> String {
    let Some(((range, own, descending), rest)) = keys.split_first() else {
        return if or_equal { "1".to_owned() } else { "0".to_owned() };
    };
    let sign = if *descending { ">" } else { "<" };
    if rest.is_empty() {
        let equal = if or_equal { "=" } else { "" };
        return format!("({range}{sign}{equal}{own})");
    }
    format!("(({range}{sign}{own})+({range}={own})*{})", before(rest, or_equal))
}
