//! Lines too long for the terminal, cut down to what a report points at: a line that the terminal itself breaks no longer
//! stands above its underlines.

use std::ops::Range;

use heng_grammar::source::Source;
use unicode_width::UnicodeWidthChar;

/// What stands for the characters left out.
const GAP: char = '…';

/// The least that is kept of a place, in cells.
const LEAST: usize = 12;

/// A text with its long lines cut, and where its characters went.
pub(super) struct Excerpt {
    /// The text, with as many lines as before.
    pub text: String,
    /// The characters left out, in order, a [`GAP`] for each range.
    cut: Vec<Range<usize>>,
}

impl Excerpt {
    /// `source` with the lines of `places` (ranges of its characters) cut to `room` cells, and so that the places end
    /// within `places_room`, where they can.
    pub fn new(source: &Source, places: &[Range<usize>], room: usize, places_room: usize) -> Self {
        let mut cut = Vec::new();
        let mut start = 0;
        for line in 0..source.line_count() {
            let text = source.line_text(line);
            let length = text.chars().count();
            let inside = |place: &&Range<usize>| place.start <= start + length && place.end >= start;
            let of_line: Vec<Range<usize>> =
                places.iter().filter(inside).filter_map(|place| ends(place, start, length)).collect();
            if !of_line.is_empty() {
                let kept = Line::new(text).kept(&of_line, room, places_room);
                cut.extend(between(&kept, length).map(|gap| gap.start + start..gap.end + start));
            }
            start += source.line_span(line).text(source.text()).chars().count();
        }
        Self { text: without(source.text(), &cut), cut }
    }

    /// Where a character of the source stands in [`Self::text`].
    pub fn place(&self, character: usize) -> usize {
        let before = self.cut.iter().take_while(|gap| gap.end <= character);
        let gone: usize = before.map(|gap| gap.len() - 1).sum();
        let inside = self.cut.iter().find(|gap| gap.contains(&character));
        inside.map_or(character, |gap| gap.start) - gone
    }
}

/// The parts of a place that lie in a line of `length` characters from `start` on, from the beginning of the line: the
/// whole, or the first or last character of a place of several lines.
fn ends(place: &Range<usize>, start: usize, length: usize) -> Option<Range<usize>> {
    let within = |at: usize| at.clamp(start, start + length) - start;
    let (begins, stops) = (place.start >= start, place.end <= start + length);
    match (begins, stops) {
        (true, true) => Some(within(place.start)..within(place.end)),
        (true, false) => Some(within(place.start)..within(place.start + 1)),
        (false, true) => Some(within(place.end.saturating_sub(1))..within(place.end)),
        (false, false) => None,
    }
}

/// The ranges of `0..length` that are not kept.
fn between(kept: &[Range<usize>], length: usize) -> impl Iterator<Item = Range<usize>> {
    let starts = std::iter::once(0).chain(kept.iter().map(|part| part.end));
    let stops = kept.iter().map(|part| part.start).chain(std::iter::once(length));
    starts
        .zip(stops)
        .map(|(start, stop)| start..stop)
        .filter(|gap| !gap.is_empty())
        .collect::<Vec<_>>()
        .into_iter()
}

fn without(text: &str, cut: &[Range<usize>]) -> String {
    let mut gaps = cut.iter().peekable();
    let mut kept = String::with_capacity(text.len());
    for (at, c) in text.chars().enumerate() {
        while gaps.next_if(|gap| gap.end <= at).is_some() {}
        match gaps.peek() {
            Some(gap) if gap.start == at => kept.push(GAP),
            Some(gap) if gap.contains(&at) => {}
            _ => kept.push(c),
        }
    }
    kept
}

/// The widths of the characters of one line.
pub(super) struct Line {
    widths: Vec<usize>,
}

impl Line {
    /// The line `text`.
    pub fn new(text: &str) -> Self {
        Self { widths: text.chars().map(|c| if c == '\t' { 2 } else { c.width().unwrap_or(0) }).collect() }
    }

    fn cells(&self, part: &Range<usize>) -> usize {
        self.widths.get(part.clone()).unwrap_or_default().iter().sum()
    }

    /// The parts to keep so that the line takes at most `room` cells, and `places` end within `places_room`.
    pub fn kept(&self, places: &[Range<usize>], room: usize, places_room: usize) -> Vec<Range<usize>> {
        let all = 0..self.widths.len();
        let last = places.iter().map(|place| place.end).max().unwrap_or(0);
        if self.cells(&all) <= room && self.cells(&(0..last)) <= places_room {
            return vec![all];
        }
        // What follows the last place takes a gap at least.
        let places_room = if last < all.end { places_room.min(room.saturating_sub(1)) } else { places_room };
        let share = (places_room / places.len().max(1)).max(LEAST);
        let held: Vec<Range<usize>> = places.iter().flat_map(|place| self.held(place, share)).collect();
        let around =
            |cells: usize| self.joined(held.iter().map(|part| self.widened(part, cells)).collect(), last);
        let mut parts = around(1);
        for cells in (1..=room).rev() {
            let wider = around(cells);
            if self.taken(&wider) <= places_room {
                parts = wider;
                break;
            }
        }
        self.with_tail(parts, room)
    }

    /// A place, or its two ends where it takes more than `share` cells.
    fn held(&self, place: &Range<usize>, share: usize) -> Vec<Range<usize>> {
        if self.cells(place) <= share {
            return vec![place.clone()];
        }
        let half = (share / 2).saturating_sub(1);
        let (mut head, mut tail) = (place.start..place.start, place.end..place.end);
        while self.cells(&head) < half && head.end < place.end {
            head.end += 1;
        }
        while self.cells(&tail) < half && tail.start > place.start {
            tail.start -= 1;
        }
        vec![head, tail]
    }

    /// `part` with `cells` before and behind it.
    fn widened(&self, part: &Range<usize>, cells: usize) -> Range<usize> {
        let mut wide = part.clone();
        while wide.start > 0 && self.cells(&(wide.start..part.start)) < cells {
            wide.start -= 1;
        }
        while wide.end < self.widths.len() && self.cells(&(part.end..wide.end)) < cells {
            wide.end += 1;
        }
        wide
    }

    /// The parts in order, those that touch or nearly touch as one, up to the end of the last place.
    fn joined(&self, mut parts: Vec<Range<usize>>, last: usize) -> Vec<Range<usize>> {
        parts.sort_by_key(|part| part.start);
        let mut joined: Vec<Range<usize>> = Vec::new();
        for part in parts {
            match joined.last_mut() {
                Some(before) if self.cells(&(before.end..part.start.max(before.end))) <= 2 => {
                    before.end = before.end.max(part.end);
                }
                _ => joined.push(part),
            }
        }
        if let Some(first) = joined.first_mut().filter(|first| self.cells(&(0..first.start)) <= 2) {
            first.start = 0;
        }
        if let Some(end) = joined.last_mut() {
            end.end = end.end.min(last.max(end.start));
        }
        joined
    }

    /// How many cells the parts take with the gaps before and between them.
    fn taken(&self, parts: &[Range<usize>]) -> usize {
        let leading = usize::from(parts.first().is_some_and(|first| first.start > 0));
        parts.iter().map(|part| self.cells(part)).sum::<usize>() + parts.len().saturating_sub(1) + leading
    }

    /// The parts with as much of the rest of the line as there is room for.
    fn with_tail(&self, mut parts: Vec<Range<usize>>, room: usize) -> Vec<Range<usize>> {
        let mut taken = self.taken(&parts);
        let Some(end) = parts.last_mut() else { return parts };
        if taken + self.cells(&(end.end..self.widths.len())) <= room {
            end.end = self.widths.len();
            return parts;
        }
        while let Some(cells) = self.widths.get(end.end).filter(|cells| taken + **cells < room) {
            taken += cells;
            end.end += 1;
        }
        parts
    }
}

#[cfg(test)]
mod tests {
    use heng_grammar::span::SourceId;

    use super::*;

    fn shown(text: &str, words: &[&str], room: usize, places_room: usize) -> String {
        let source = Source::new(SourceId(0), "x.heng", text);
        let places: Vec<_> = words
            .iter()
            .map(|word| {
                let start = text.split(word).next().unwrap_or_default().chars().count();
                start..start + word.chars().count()
            })
            .collect();
        let excerpt = Excerpt::new(&source, &places, room, places_room);
        for (word, place) in words.iter().zip(&places) {
            let found: String = excerpt.text.chars().skip(excerpt.place(place.start)).collect();
            let whole = excerpt.place(place.end) - excerpt.place(place.start) == place.len();
            assert!(!whole || found.starts_with(word), "{found} does not begin with {word}");
        }
        excerpt.text
    }

    #[test]
    fn a_short_line_stays_and_a_long_one_keeps_what_is_pointed_at() {
        let line = "得分 = 亩均税收 × 60 + 亩均销售 × 25 + 研发投入占比 × 10 + 发明专利数 × 5";
        assert_eq!(shown(line, &["亩均税收"], 80, 60), line);
        assert_eq!(shown(line, &["亩均税收"], 30, 20), "得分 = 亩均税收 × 60 + 亩均销…");
        assert_eq!(shown(line, &["发明专利数"], 30, 20), "… × 10 + 发明专利数 × 5");
        assert_eq!(shown(line, &["得分", "发明专利数"], 40, 34), "得分 = 亩均税…比 × 10 + 发明专利数 × 5");
    }

    #[test]
    fn a_long_place_keeps_its_ends_and_other_lines_stay() {
        let line = "表 企业 { 编号: 文本 主键；税收: 万元；用地: 亩 > 0 }";
        let text = format!("{line}\n对 企业 {{}}\n");
        assert_eq!(shown(&text, &[line], 30, 24), "表 企业 { 编号…用地: 亩 > 0 }\n对 企业 {}\n");
    }
}
