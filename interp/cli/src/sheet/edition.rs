//! Whose results a report shows: the policy, the day, and whether they are final.

use heng_interp::program::Program;
use maud::{Markup, html};

use super::page::Words;
use crate::run::Status;

/// What stands on every page of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Edition {
    /// 名称 of the policy, its short name where it has none; empty without a policy.
    pub title: String,
    /// 文号
    pub number: Option<String>,
    /// The day the result is made for, where one was given.
    pub day: Option<String>,
    /// What keeps it from being final.
    pub status: Status,
    /// The SHA-256 of what the results were made of, as the receipt has it.
    pub basis: String,
}

/// How many digits of a digest are printed on paper.
const SHORT: usize = 16;

impl Edition {
    /// The edition of results of `program`.
    pub fn new(program: &Program, day: Option<String>, status: Status, basis: String) -> Self {
        let policy = program.policy.as_ref();
        Self {
            title: policy.map(|p| p.title.clone().unwrap_or_else(|| p.name.clone())).unwrap_or_default(),
            number: policy.and_then(|p| p.number.clone()),
            day,
            status,
            basis,
        }
    }

    /// Whether something is still to be decided.
    pub fn is_preliminary(&self) -> bool {
        self.status.is_preliminary()
    }

    /// 预评价 or 正式结果
    pub fn status_word(&self, words: Words) -> &'static str {
        if self.is_preliminary() {
            words.pick("预评价", "Preliminary")
        } else {
            words.pick("正式结果", "Final")
        }
    }

    /// The proof as it is printed: the first digits of the digest in groups of four.
    pub fn proof(&self) -> String {
        let digits: Vec<char> = self.basis.chars().take(SHORT).collect();
        digits.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
    }

    /// The policy, its number and the day, under the title of a page.
    pub fn lead(&self, words: Words) -> Markup {
        html! {
            p class="lead" {
                @if let Some(number) = &self.number { span { (number) } }
                @if let Some(day) = &self.day { span { (words.pick("评价日：", "As of ")) (day) } }
            }
        }
    }

    /// What the results are worth: what is still to be settled, or what proves them.
    pub fn banner(&self, words: Words) -> Markup {
        let reasons = self.status.sentences();
        html! {
            div class="status" role="note" {
                strong { (self.status_word(words)) }
                @if reasons.is_empty() {
                    (words.pick("　认定、申诉均已办结。凭据号 ", " — nothing is pending. Proof "))
                    (self.proof())
                    (words.pick("，与收据一致。", ", as in the receipt."))
                } @else {
                    (words.pick("　结果可能变动，不作正式依据。", " — this result may change and is not final. "))
                    (reasons.iter().map(|reason| reason.get(words.0)).collect::<Vec<_>>().join(words.pick("；", "; ")))
                    (words.pick("。", "."))
                }
            }
        }
    }
}
