//! Whether a result may be final: everything that is still to be settled, found in one place and told by every face alike.

use heng_data::AppealedCell;
use heng_grammar::diagnostic::{Diagnostic, Message};
use serde_json::{Value, json};

use super::{ReadInputs, fault};

/// What keeps a result from being final. Without any reason it is final as far as its inputs go.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Status {
    /// In the order decisions, appeals, results of others.
    pub reasons: Vec<Reason>,
    /// The run was asked to be final (`--final`).
    pub asked_final: bool,
}

/// One thing that is to be settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A decision (认定) that is to be taken for so many subjects.
    Decision {
        /// What is decided.
        name: String,
        /// For how many.
        count: u64,
    },
    /// An appeal (申诉) that is still looked into.
    Appeal {
        /// Its number.
        number: String,
        /// Whose cell it is about.
        table: String,
        /// The row: its key and what it is called.
        row: String,
        /// The column.
        column: String,
    },
    /// A table that holds preliminary results of another policy.
    Results {
        /// The table.
        table: String,
        /// The receipt that says so.
        receipt: String,
    },
}

impl Status {
    /// What the inputs of a run leave to be settled.
    pub fn of(read: &ReadInputs, asked_final: bool) -> Self {
        let decision = |(name, count): &(String, u64)| Reason::Decision { name: name.clone(), count: *count };
        let mut reasons: Vec<Reason> = read.decisions.pending.iter().map(decision).collect();
        reasons.extend(read.appeals.pending.iter().map(appeal));
        let proofs = read.files.iter().filter_map(|file| Some((file, file.proof.as_ref()?)));
        reasons.extend(proofs.filter(|(_, proof)| proof.is_preliminary()).map(|(file, proof)| {
            Reason::Results { table: file.table.clone(), receipt: proof.shown.clone() }
        }));
        Self { reasons, asked_final }
    }

    /// Whether something is still to be settled: the result is a 预评价, and every face says so.
    pub fn is_preliminary(&self) -> bool {
        !self.reasons.is_empty()
    }

    /// The banner of a preliminary result: `【预评价】还有认定没有作出，结果不是正式结果。` Nothing where nothing is to be settled.
    pub fn banner(&self) -> Option<Message> {
        let has = |is: fn(&Reason) -> bool| self.reasons.iter().any(is);
        let parts = [
            (has(|r| matches!(r, Reason::Decision { .. })), "还有认定没有作出", "decisions are pending"),
            (has(|r| matches!(r, Reason::Appeal { .. })), "还有申诉没有复核", "appeals are pending"),
            (
                has(|r| matches!(r, Reason::Results { .. })),
                "用到的别的结果还是预评价",
                "results it rests on are preliminary",
            ),
        ];
        let told: Vec<_> = parts.iter().filter(|(holds, ..)| *holds).collect();
        let zh: Vec<&str> = told.iter().map(|(_, zh, _)| *zh).collect();
        let en: Vec<&str> = told.iter().map(|(.., en)| *en).collect();
        self.is_preliminary().then(|| {
            Message::new(
                format!("【预评价】{}，结果不是正式结果。", zh.join("，")),
                format!("[PRELIMINARY] {}; this result is not final.", en.join("; ")),
            )
        })
    }

    /// Each reason as a sentence of its own.
    pub fn sentences(&self) -> Vec<Message> {
        self.reasons.iter().map(Reason::sentence).collect()
    }

    /// Why a run that is to be final is refused: every kind of reason with all of its cases.
    pub(super) fn refusals(&self) -> Vec<Diagnostic> {
        let mut refusals = Vec::new();
        let (mut decisions, mut appeals) = (Vec::new(), Vec::new());
        for reason in &self.reasons {
            match reason {
                Reason::Decision { name, count } => decisions.push((name.clone(), *count)),
                Reason::Appeal { .. } => appeals.push(reason.sentence()),
                Reason::Results { .. } => {}
            }
        }
        if !decisions.is_empty() {
            refusals.push(fault::pending(&decisions));
        }
        if !appeals.is_empty() {
            refusals.push(fault::pending_appeals(&appeals));
        }
        refusals.extend(self.warnings());
        refusals
    }

    /// What a run that goes on is warned of: preliminary results among its inputs.
    pub fn warnings(&self) -> Vec<Diagnostic> {
        let results = self.reasons.iter().filter_map(|reason| match reason {
            Reason::Results { table, receipt } => Some(fault::preliminary_results(table, receipt)),
            Reason::Decision { .. } | Reason::Appeal { .. } => None,
        });
        results.collect()
    }

    /// What is to be settled, for receipts and programs.
    pub fn pending_json(&self) -> Vec<Value> {
        self.reasons.iter().map(Reason::json).collect()
    }
}

fn appeal(cell: &AppealedCell) -> Reason {
    Reason::Appeal {
        number: cell.appeal.number.clone(),
        table: cell.table.clone(),
        row: cell.row.clone(),
        column: cell.column.clone(),
    }
}

impl Reason {
    /// `认定「优质企业」还有 3 件没有作出`
    pub fn sentence(&self) -> Message {
        match self {
            Self::Decision { name, count } => {
                let verb = if *count == 1 { "is" } else { "are" };
                Message::new(
                    format!("认定「{name}」还有 {count} 件没有作出"),
                    format!("{count} of the decision `{name}` {verb} pending"),
                )
            }
            Self::Appeal { number, row, column, .. } => Message::new(
                format!("申诉 {number}（{row}，{column}）还没有复核"),
                format!("appeal {number} ({row}, {column}) is pending"),
            ),
            Self::Results { table, receipt } => Message::new(
                format!("表「{table}」用的是预评价的结果（{receipt}）"),
                format!("the table `{table}` holds preliminary results ({receipt})"),
            ),
        }
    }

    fn json(&self) -> Value {
        match self {
            Self::Decision { name, count } => json!({ "kind": "decision", "name": name, "count": count }),
            Self::Appeal { number, table, row, column } => {
                json!({ "kind": "appeal", "number": number, "table": table, "row": row, "column": column })
            }
            Self::Results { table, receipt } => {
                json!({ "kind": "results", "table": table, "receipt": receipt })
            }
        }
    }
}
