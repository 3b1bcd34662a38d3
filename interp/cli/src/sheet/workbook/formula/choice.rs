//! Members of choices: texts in the cells, positions where they are ordered or stepped.

use heng_interp::program::{ChoiceId, Core, Frame, Kind, TableId};

use super::super::book::Reason;
use super::expression::{Binding, Gives, Piece};
use super::text::{fold, quoted};
use super::{Translator, is_whole};

impl Translator<'_, '_, '_> {
    /// The name of a member.
    pub(super) fn member(&self, choice: ChoiceId, member: u32) -> &str {
        let choice = self.book.outcome.program().choice(choice);
        choice.and_then(|choice| choice.members.get(member as usize)).map_or("", String::as_str)
    }

    /// On which line of its sheet a row stands.
    pub(super) fn line_of(&self, table: TableId, row: u32) -> u32 {
        let sheet = self.book.sheet(Frame::Rows(table));
        sheet.and_then(|sheet| sheet.line_of.get(row as usize)).copied().unwrap_or(0)
    }

    /// Whether no two members are the same to a spreadsheet, which does not tell capitals from small letters.
    pub(super) fn members_differ(&self, choice: ChoiceId) -> bool {
        let Some(choice) = self.book.outcome.program().choice(choice) else { return false };
        let mut names: Vec<String> = choice.members.iter().map(|name| fold(name)).collect();
        names.sort();
        names.windows(2).all(|pair| pair.first() != pair.get(1))
    }

    fn members(&self, choice: ChoiceId) -> Vec<String> {
        let choice = self.book.outcome.program().choice(choice);
        choice.map(|choice| choice.members.iter().map(|name| quoted(name)).collect()).unwrap_or_default()
    }

    /// The position of a member from 1; an error where there is none.
    pub(super) fn position(&self, text: &str, choice: ChoiceId) -> String {
        format!("MATCH({text},{{{}}},0)", self.members(choice).join(","))
    }

    /// The position of a member in its choice, from 0.
    pub(super) fn place_of_member(&mut self, x: &Core, frame: Frame) -> Piece {
        let piece = self.piece(x, frame);
        let Kind::Choice(choice) = x.ty.kind else { return piece };
        let text = format!("{}-1", self.position(&piece.text, choice));
        Piece::strict(text, Binding::Sum, &[&piece]).sharp(true)
    }

    /// A number seen as a member of a choice, kept within its members.
    pub(super) fn member_at(&mut self, x: &Core, core: &Core, frame: Frame) -> Result<Piece, Reason> {
        let Kind::Choice(choice) = core.ty.kind else { return Err(Reason::Function) };
        let parts = self.together(&[x], frame);
        let Some(piece) = parts.first() else { return Err(Reason::Function) };
        let members = self.members(choice);
        let last = members.len();
        let whole =
            if is_whole(x) || piece.sharp { piece.forced() } else { format!("TRUNC({})", piece.forced()) };
        let place = format!("MAX(MIN({whole}+1,{last}),1)");
        let text = format!("CHOOSE({place},{})", members.join(","));
        let strict = Piece::strict(text, Binding::Tight, &[piece]);
        let text = strict.in_cell(self.book.words);
        Ok(Piece::chosen(text, Gives::Value, piece.absent))
    }
}
