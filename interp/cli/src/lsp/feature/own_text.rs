//! The texts of our scheme: documents of the embedded library, and the pages of codes.

use heng_grammar::diagnostic::Language;
use lsp_server::ErrorCode;
use lsp_types::request::Request;
use lsp_types::{TextDocumentIdentifier, Uri};

use crate::codes::{self, Page};
use crate::lsp::address;
use crate::lsp::request::View;
use crate::lsp::transport::Refusal;

/// `heng/text`: the text at an address of our scheme, none where there is no such text.
pub(in crate::lsp) enum OwnText {}

impl Request for OwnText {
    type Params = TextDocumentIdentifier;
    type Result = String;
    const METHOD: &'static str = "heng/text";
}

/// The text.
pub(in crate::lsp) fn text(view: &View<'_>, asked: &TextDocumentIdentifier) -> Result<String, Refusal> {
    let missing = || Refusal::new(ErrorCode::InvalidParams, format!("there is no {}", asked.uri.as_str()));
    let page = || page_at(&asked.uri).map(|page| markdown(&page, view.client.language));
    address::own_text(&asked.uri).or_else(page).ok_or_else(missing)
}

fn page_at(uri: &Uri) -> Option<Page> {
    let name = uri.path().as_str().trim_start_matches('/').strip_suffix(".md")?;
    codes::find(name)
}

/// The page of a code in Markdown.
fn markdown(page: &Page, language: Language) -> String {
    let chinese = language == Language::Chinese;
    let pick = |zh: &str, en: &str| if chinese { zh.to_owned() } else { en.to_owned() };
    let meaning = if chinese { &page.meaning_zh } else { &page.meaning_en };
    let mut made = format!("# {} {}\n\n{}\n", page.code, page.title(language), meaning.trim_end());
    let mut fence = |title: String, kind: &str, body: &str| {
        if !body.trim().is_empty() {
            made.push_str(&format!("\n{title}\n\n````{kind}\n{}\n````\n", body.trim_end()));
        }
    };
    fence(pick("这样写会出这个错：", "This causes it:"), "heng", &page.script);
    for (table, rows) in &page.data {
        fence(pick(&format!("表 {table} 的数据："), &format!("With the data of {table}:")), "csv", rows);
    }
    fence(pick("这样运行：", "Run so:"), "sh", &page.commands);
    fence(pick("改成：", "Mended:"), "heng", &page.mend);
    made
}
