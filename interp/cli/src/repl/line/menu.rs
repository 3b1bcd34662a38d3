//! The menu of completions below the line: candidates with a few words on each, the chosen one marked, page by page.

use super::colour;
use crate::report::text::{clip, pad_right, width};

/// What a word can be completed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Candidate {
    /// What is written in place of the word.
    pub insert: String,
    /// What the menu calls it.
    pub label: String,
    /// A few words on it.
    pub detail: String,
}

/// What the word before the cursor can be completed to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Offer {
    /// Where the word begins.
    pub start: usize,
    /// The likeliest first.
    pub candidates: Vec<Candidate>,
}

/// Where the menu may be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Room {
    /// Cells in a row.
    pub width: usize,
    /// Rows below the line.
    pub rows: usize,
    /// Whether colours are on.
    pub colour: bool,
    /// Whether it is Chinese that is spoken.
    pub chinese: bool,
}

/// The rows of a menu at most.
const ROWS: usize = 10;

/// An offer that is being chosen from: Tab puts one after another in the place of the word.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Menu {
    before: String,
    typed: String,
    after: String,
    candidates: Vec<Candidate>,
    /// What all of them begin with, where that is more than was typed: the first step, which chooses none.
    common: Option<String>,
    closed: bool,
}

impl Menu {
    /// A menu for the word between `start` and `cursor` of `text`; candidates that write the same are one.
    pub fn new(text: &str, cursor: usize, offer: Offer) -> Self {
        let part = |range: std::ops::Range<usize>| text.get(range).unwrap_or("").to_owned();
        let mut candidates: Vec<Candidate> = Vec::with_capacity(offer.candidates.len());
        for candidate in offer.candidates {
            if !candidates.iter().any(|known| known.insert == candidate.insert) {
                candidates.push(candidate);
            }
        }
        let typed = part(offer.start..cursor);
        let common = common_beginning(&candidates).filter(|common| {
            let longer = common.starts_with(&typed) && common.len() > typed.len();
            longer && candidates.len() > 1
        });
        let mut menu = Self {
            before: part(0..offer.start),
            after: part(cursor..text.len()),
            typed,
            candidates,
            common: None,
            closed: false,
        };
        let same = |common: &String| menu.candidates.iter().position(|known| known.insert == *common);
        match common.as_ref().and_then(same) {
            Some(at) => {
                if let Some(front) = menu.candidates.get_mut(..=at) {
                    front.rotate_right(1);
                }
            }
            None => menu.common = common,
        }
        menu
    }

    /// What Tab writes, one after another.
    pub fn steps(&self) -> Vec<String> {
        let candidates = self.candidates.iter().map(|candidate| candidate.insert.clone());
        self.common.iter().cloned().chain(candidates).collect()
    }

    /// Draws nothing until the next one is made.
    pub fn close(&mut self) {
        self.closed = true;
    }

    /// Whether there is something to choose from while `line` stands so, with the cursor at `cursor`.
    pub fn is_open(&self, line: &str, cursor: usize) -> bool {
        !self.closed && self.candidates.len() > 1 && self.written(line, cursor).is_some()
    }

    /// Whether `line` has just been completed to the only candidate there was.
    pub fn is_settled(&self, line: &str, cursor: usize) -> bool {
        let written = self.written(line, cursor).filter(|written| *written != self.typed);
        self.candidates.len() == 1 && written.is_some()
    }

    /// The candidate that stands in `line`, if one does.
    pub fn chosen(&self, line: &str, cursor: usize) -> Option<usize> {
        let written = self.written(line, cursor)?;
        self.candidates.iter().position(|candidate| candidate.insert == written)
    }

    /// What stands in the place of the word, where it comes of this menu.
    fn written<'l>(&self, line: &'l str, cursor: usize) -> Option<&'l str> {
        let written = line.strip_prefix(self.before.as_str())?.strip_suffix(self.after.as_str())?;
        let ours = self.typed == written
            || self.common.as_deref() == Some(written)
            || self.candidates.iter().any(|candidate| candidate.insert == written);
        (ours && cursor == self.before.len() + written.len()).then_some(written)
    }

    /// The menu, each row after a line break; the page that holds what is chosen.
    pub fn draw(&self, line: &str, cursor: usize, room: Room) -> String {
        let chosen = self.chosen(line, cursor);
        let height = ROWS.min(room.rows.saturating_sub(2)).max(1);
        let pages = self.candidates.len().div_ceil(height);
        let page = chosen.unwrap_or(0) / height;
        let labels = self.label_width(room);
        let mut drawn = String::new();
        for (at, candidate) in self.candidates.iter().enumerate().skip(page * height).take(height) {
            drawn.push('\n');
            drawn.push_str(&row(candidate, chosen == Some(at), labels, room));
        }
        if pages > 1 {
            let (page, all) = (page + 1, self.candidates.len());
            let footer = if room.chinese {
                format!("  第 {page}/{pages} 页，共 {all} 项")
            } else {
                format!("  page {page} of {pages}, {all} in all")
            };
            let footer = clip(&footer, room.width.saturating_sub(1));
            drawn.push('\n');
            drawn.push_str(&if room.colour { colour::grey(&footer) } else { footer });
        }
        drawn
    }

    /// The cells for the labels: as many as the longest takes, at most half of the room where something stands beside them.
    fn label_width(&self, room: Room) -> usize {
        let longest = self.candidates.iter().map(|candidate| width(&candidate.label)).max().unwrap_or(0);
        let told = self.candidates.iter().any(|candidate| !candidate.detail.is_empty());
        let most = if told { room.width / 2 } else { room.width.saturating_sub(3) };
        longest.min(most)
    }
}

/// `> 亩均税收  万元/亩  实缴税金 / 实际占地面积`, never as wide as the room: a full row would wrap.
fn row(candidate: &Candidate, chosen: bool, labels: usize, room: Room) -> String {
    let label = pad_right(&clip(&candidate.label, labels), labels);
    let detail = clip(&candidate.detail, room.width.saturating_sub(labels + 5));
    let mark = if chosen { ">" } else { " " };
    match (room.colour, chosen) {
        (false, _) => format!("{mark} {label}  {detail}").trim_end().to_owned(),
        (true, true) => format!("{mark} {}  {detail}", colour::chosen(&label)),
        (true, false) => format!("{mark} {label}  {}", colour::grey(&detail)),
    }
}

/// What the text of all candidates begins with.
fn common_beginning(candidates: &[Candidate]) -> Option<String> {
    let (first, rest) = candidates.split_first()?;
    let mut common = first.insert.as_str();
    for candidate in rest {
        let same = common.char_indices().zip(candidate.insert.chars()).take_while(|((_, a), b)| a == b);
        let end = same.last().map_or(0, |((at, c), _)| at + c.len_utf8());
        common = common.get(..end).unwrap_or("");
    }
    Some(common.to_owned())
}

#[cfg(test)]
mod tests {
    use super::{Candidate, Menu, Offer, Room};

    fn candidate(word: &str, detail: &str) -> Candidate {
        Candidate { insert: word.into(), label: word.into(), detail: detail.into() }
    }

    fn menu(text: &str, words: &[&str]) -> Menu {
        let start = text
            .char_indices()
            .rev()
            .take_while(|(_, c)| !c.is_whitespace())
            .last()
            .map_or(text.len(), |(at, _)| at);
        let candidates = words.iter().map(|word| candidate(word, "万元/亩")).collect();
        Menu::new(text, text.len(), Offer { start, candidates })
    }

    const ROOM: Room = Room { width: 40, rows: 20, colour: false, chinese: true };

    #[test]
    fn the_first_step_is_what_all_begin_with() {
        let menu = menu("x = 亩", &["亩均税收", "亩均销售"]);
        assert_eq!(menu.steps(), ["亩均", "亩均税收", "亩均销售"]);
        assert!(menu.is_open("x = 亩均", "x = 亩均".len()));
        assert_eq!(menu.chosen("x = 亩均", "x = 亩均".len()), None);
        assert_eq!(menu.chosen("x = 亩均销售", "x = 亩均销售".len()), Some(1));
        assert!(!menu.is_open("x = 亩均销", "x = 亩均销".len()));
    }

    #[test]
    fn letters_complete_to_the_likeliest_at_once() {
        assert_eq!(menu("mj", &["亩均税收", "亩均销售"]).steps(), ["亩均税收", "亩均销售"]);
        assert_eq!(menu("亩均", &["亩均税收基准", "亩均税收"]).steps(), ["亩均税收", "亩均税收基准"]);
    }

    #[test]
    fn rows_are_aligned_and_cut_to_the_width() {
        let long = candidate("税收", "一条很长很长很长很长很长很长很长很长的说明");
        let offer = Offer { start: 0, candidates: vec![candidate("亩均税收", "万元/亩"), long] };
        let menu = Menu::new("s", 1, offer);
        let drawn = menu.draw("亩均税收", "亩均税收".len(), ROOM);
        assert_eq!(
            drawn.lines().collect::<Vec<_>>(),
            ["", "> 亩均税收  万元/亩", "  税收      一条很长很长很长很长很长很…"]
        );
        assert!(drawn.lines().all(|line| crate::report::text::width(line) < 40));
    }

    #[test]
    fn a_long_list_is_paged() {
        let words: Vec<String> = (0..23).map(|at| format!("列{at}")).collect();
        let words: Vec<&str> = words.iter().map(String::as_str).collect();
        let menu = menu("l", &words);
        let drawn = menu.draw("列12", "列12".len(), ROOM);
        assert_eq!(drawn.lines().count(), 12);
        assert!(drawn.contains("> 列12"), "{drawn}");
        assert!(drawn.ends_with("第 2/3 页，共 23 项"), "{drawn}");
    }
}
