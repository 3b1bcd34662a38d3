//! The shell of every page: one style for screen, phone and A4, everything inside the file, nothing from a network.

use heng_grammar::diagnostic::Language;
use maud::{DOCTYPE, Markup, PreEscaped, html};

use super::edition::Edition;

/// The style of all pages.
const STYLE: &str = include_str!("page.css");

/// The language of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Words(pub Language);

impl Words {
    /// The one of two wordings that is in the language of the page.
    pub fn pick<'m>(self, zh: &'m str, en: &'m str) -> &'m str {
        match self.0 {
            Language::Chinese => zh,
            Language::English => en,
        }
    }

    /// Several names in one phrase: `甲、乙` or `甲, 乙`.
    pub fn join<S: AsRef<str>>(self, names: &[S]) -> String {
        let names: Vec<&str> = names.iter().map(AsRef::as_ref).collect();
        names.join(self.pick("、", ", "))
    }

    /// What `lang` of the document says.
    fn tag(self) -> &'static str {
        self.pick("zh-CN", "en")
    }
}

/// A page to be made.
pub struct Page<'p> {
    /// What the window is called.
    pub title: &'p str,
    /// Its language.
    pub words: Words,
    /// Whose results it shows: a preliminary page is marked as such on screen and on every printed sheet.
    pub edition: &'p Edition,
    /// Wider than a sheet of paper: lists and the leaders' summary.
    pub wide: bool,
    /// A small script, for a filter; without it the page must still say everything.
    pub script: Option<&'static str>,
}

impl Page<'_> {
    /// The whole document around `body`.
    pub fn document(&self, body: &Markup) -> Markup {
        let preliminary = self.edition.is_preliminary();
        html! {
            (DOCTYPE)
            html lang=(self.words.tag()) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1";
                    meta name="generator" content=(concat!("heng ", env!("CARGO_PKG_VERSION")));
                    title { (self.title) }
                    style { (PreEscaped(STYLE)) }
                }
                body class=[preliminary.then_some("preliminary")] {
                    @if preliminary {
                        div class="watermark" aria-hidden="true" { (self.words.pick("预评价", "PRELIMINARY")) }
                    }
                    main class=[self.wide.then_some("wide")] { (body) }
                    @if let Some(script) = self.script { script { (PreEscaped(script)) } }
                }
            }
        }
    }
}
