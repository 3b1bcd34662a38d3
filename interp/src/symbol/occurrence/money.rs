//! 分账 and 分配: what their lines and factors speak of.

use heng_grammar::span::Span;
use heng_grammar::tree::{
    Allocation, AllocationBody, Among, Apportionment, Ledger, LedgerLine, LedgerLineKind, Name, Negative,
    Party, Remainder, Stated,
};

use super::{Resolver, Scope, Ty};
use crate::symbol::SymbolId;

impl Resolver<'_> {
    pub(super) fn ledger(&mut self, ledger: &Ledger, scope: &Scope) {
        self.plain(&ledger.source, scope);
        self.give(&ledger.name, Ty::Plain);
        let inside = scope.inside(std::slice::from_ref(&ledger.name.text));
        ledger.lines.iter().for_each(|line| self.ledger_line(line, &inside));
        ledger.readings.iter().for_each(|inner| self.reading(&inner.reading, &inside));
        if let Some(rounding) = &ledger.rounding {
            self.number(&rounding.nearest);
        }
        if let Some(party) = &ledger.remainder {
            self.party(party, scope);
        }
    }

    fn ledger_line(&mut self, line: &LedgerLine, scope: &Scope) {
        match &line.kind {
            LedgerLineKind::Share { amount, base, party, .. } => {
                self.plain(amount, scope);
                self.plain_if(base.as_ref(), scope);
                self.party(party, scope);
            }
            LedgerLineKind::Step { limit, party, .. } => {
                self.plain(limit, scope);
                self.party(party, scope);
            }
            LedgerLineKind::Balance { shares, .. } => {
                shares.iter().for_each(|(party, _)| self.party(party, scope));
            }
        }
        self.plain_if(line.condition.as_ref(), scope);
        self.missing(line.missing.as_ref(), scope, Ty::Unknown);
        line.parts.iter().for_each(|part| self.ledger_line(part, scope));
        if let Some(among) = &line.among {
            let rows = self.among(&among.rows, scope);
            self.allocation_body(&among.body, &rows);
        }
    }

    /// A party is named nowhere else; the name of the table of the rows is the row itself.
    fn party(&mut self, party: &Party, scope: &Scope) {
        if let Some(first) = party.path.names.first() {
            self.row_itself(first, scope.table);
        }
    }

    /// `区` and `本区` among the parties of a ledger of the rows of 区.
    pub(super) fn row_itself(&mut self, name: &Name, table: Option<SymbolId>) {
        let Some((table, own)) = table.and_then(|id| Some((id, self.symbol(id)?.own_name()))) else { return };
        if name.text == own {
            self.refer(name, table);
        } else if name.text.strip_prefix('本') == Some(own) && self.written(name.span) == name.text {
            let start = name.span.range().start + '本'.len_utf8();
            let span = Span::new(name.span.source, start, name.span.range().end);
            self.refer(&Name { text: own.to_owned(), span }, table);
        }
    }

    pub(super) fn allocation(&mut self, allocation: &Allocation, scope: &Scope) {
        self.plain_if(allocation.total.as_ref(), scope);
        self.give(&allocation.name, Ty::Plain);
        let rows = match &allocation.among {
            Some(among) => self.among(among, scope),
            None => scope.clone(),
        };
        self.allocation_body(&allocation.body, &rows);
    }

    /// The rows that something is parted among.
    fn among(&mut self, among: &Among, scope: &Scope) -> Scope {
        let Some(table) = self.refer_table(&among.table, scope.space) else { return scope.clone() };
        let space = self.symbol(table).map_or(scope.space, |symbol| symbol.space);
        let rows = Scope { space, ..scope.of_rows(space, table) };
        self.plain_if(among.filter.as_ref(), &rows);
        rows
    }

    fn allocation_body(&mut self, body: &AllocationBody, scope: &Scope) {
        for factor in &body.factors {
            self.plain_if(factor.weight.as_ref(), scope);
            match &factor.value {
                Some(value) => _ = self.plain(value, scope),
                None => _ = self.path(&[&factor.name], scope, Ty::Unknown),
            }
            factor.normalise.iter().for_each(|stated| self.stated(stated, scope));
            factor.negative.iter().for_each(|stated| self.stated(stated, scope));
            if let Some(Stated::Is(Negative::CountsAs(value))) = &factor.negative {
                self.plain(value, scope);
            }
            self.missing(factor.missing.as_ref(), scope, Ty::Unknown);
        }
        body.portions.iter().chain(&body.amounts).for_each(|part| self.apportionment(part, scope));
    }

    fn apportionment(&mut self, part: &Apportionment, scope: &Scope) {
        self.rounding(Some(&part.rounding), scope);
        match &part.remainder {
            Some(Remainder::Method(method, _)) => self.stated(method, scope),
            Some(Remainder::Row(key)) => {
                let column =
                    scope.table.and_then(|table| self.keys.get(&table)).and_then(|keys| keys.first());
                let of = column.copied().map_or(Ty::Unknown, |column: SymbolId| self.type_of(column));
                self.expression(key, scope, of);
            }
            None => {}
        }
        let keys = part.ties.iter().flat_map(|(keys, _)| keys);
        keys.for_each(|key| self.order_key(key, scope));
    }
}
