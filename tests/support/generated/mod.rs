//! Random scripts, derived from `grammar/heng.pest` itself: laws of formatting and translation are tried on them.

mod block;
mod derive;
mod grammar;
mod layout;
mod pool;
mod random;

pub use random::Random;

use block::{Block, FOR, ITEMS, Inner};
use heng_grammar::{parse, source::Source, span::SourceId};

/// The vocabulary of a generated script.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Words {
    /// 评分 … 满分 …
    Chinese,
    /// score … out_of …
    English,
    /// Each word by chance.
    Mixed,
}

/// How a script is to be.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// Its vocabulary.
    pub words: Words,
    /// Whether it is laid out untidily, with both widths, comments and continued lines.
    pub noise: bool,
    /// Whether items that cannot be read are thrown away and made anew.
    pub readable: bool,
}

/// The script of `seed`: the same one always. Vocabulary and noise follow from the seed; one in ten may hold faults.
pub fn generated_script(seed: u64) -> String {
    let words = [Words::Chinese, Words::English, Words::Mixed][usize::try_from(seed % 3).unwrap_or(0)];
    generated(seed, Wanted { words, noise: !seed.is_multiple_of(4), readable: seed % 10 != 9 })
}

/// The script of `seed` as `wanted`.
pub fn generated(seed: u64, wanted: Wanted) -> String {
    let mut random = Random::new(seed);
    let mut script = String::new();
    if wanted.noise && random.percent(5) {
        script.push('\u{FEFF}');
    }
    for _ in 0..random.of(&[1, 1, 1, 2, 3]) {
        script.push_str(&item(&mut random, wanted));
    }
    if wanted.noise && random.percent(10) {
        script.push_str("// 末尾的注释");
    }
    script
}

/// One item, or `对` with some inside.
fn item(random: &mut Random, wanted: Wanted) -> String {
    if !random.percent(12) {
        return block_of(&ITEMS[random.below(ITEMS.len())], random, wanted, 0);
    }
    let mut made = String::new();
    entry(&mut made, FOR.header, random, wanted, 0);
    made.push_str(" {\n");
    for _ in 0..1 + random.below(3) {
        let inner = &ITEMS[random.below(ITEMS.len())];
        made.push_str(&block_of(inner, random, wanted, 2));
    }
    made.push_str("}\n");
    made
}

/// One block or entry; where it is to be readable, the first of several tries that is.
fn block_of(block: &Block, random: &mut Random, wanted: Wanted, indent: usize) -> String {
    for _ in 0..30 {
        let mut made = String::new();
        write_block(&mut made, block, random, wanted, indent);
        if !wanted.readable || reads(&made) {
            return made;
        }
    }
    "x = 1\n".to_owned()
}

/// Whether a text has nothing wrong with it.
pub fn reads(text: &str) -> bool {
    parse(&Source::new(SourceId(0), "例.heng", text)).diagnostics.is_empty()
}

fn write_block(made: &mut String, block: &Block, random: &mut Random, wanted: Wanted, indent: usize) {
    decorate(made, random, wanted, indent);
    entry(made, block.header, random, wanted, indent);
    if block.entries.is_empty() {
        return end(made, random, wanted, false);
    }
    let one_line = random.percent(25) && block.entries.iter().all(|inner| matches!(inner, Inner::Entry(_)));
    made.push_str(if wanted.noise && random.percent(10) { "｛" } else { " {" });
    if one_line {
        made.push(' ');
    } else {
        end(made, random, wanted, false);
    }
    // The lines of a policy stand once each.
    let once = block.header == "policy_header";
    for number in 0..1 + random.below(3) {
        let place = if once { number } else { random.below(block.entries.len()) };
        let inner = &block.entries[place];
        if one_line && number > 0 {
            made.push_str(if wanted.words == Words::English { "; " } else { "；" });
        }
        match inner {
            Inner::Block(nested) => write_block(made, nested, random, wanted, indent + 2),
            Inner::Entry(rule) if one_line => entry(made, rule, random, wanted, 0),
            Inner::Entry(rule) => {
                decorate(made, random, wanted, indent + 2);
                entry(made, rule, random, wanted, indent + 2);
                end(made, random, wanted, true);
            }
        }
    }
    if !one_line {
        made.push_str(&" ".repeat(indent));
    }
    made.push_str(if one_line { " }" } else { "}" });
    if let Some(rule) = block.tail
        && random.percent(40)
    {
        let pieces = derive::derive(rule, random, wanted.words, wanted.noise);
        made.push(' ');
        made.push_str(&layout::lay_out(&pieces, random, false, indent));
    }
    end(made, random, wanted, false);
}

/// One entry by `rule`, from the indentation on; without what ends it.
fn entry(made: &mut String, rule: &str, random: &mut Random, wanted: Wanted, indent: usize) {
    let pieces = derive::derive(rule, random, wanted.words, wanted.noise);
    made.push_str(&" ".repeat(if wanted.noise { indent + random.below(2) } else { indent }));
    made.push_str(&layout::lay_out(&pieces, random, wanted.noise, indent));
}

/// Comments, documentation and blank lines before an entry.
fn decorate(made: &mut String, random: &mut Random, wanted: Wanted, indent: usize) {
    let blanks = " ".repeat(indent);
    if wanted.noise && random.percent(10) {
        made.push_str(random.of(&["\n", "\n\n\n", "  \n"]));
    }
    if wanted.noise && random.percent(10) {
        made.push_str(&format!(
            "{blanks}{}\n",
            random.of(&["// 一行注释 ", "//紧贴", "／／ 全角", "//// 很多"])
        ));
    }
    if random.percent(6) {
        made.push_str(&format!("{blanks}{}\n", random.of(&["/// 说明文字", "/// words"])));
    }
}

/// The end of an entry: citations, comments, and a line break or `；`.
fn end(made: &mut String, random: &mut Random, wanted: Wanted, separable: bool) {
    if random.percent(12) {
        made.push_str(random.of(&[" @第十二条（二）", "   @\"第三条 第一句\"", " @三（一）1 @第四条"]));
    }
    if wanted.noise && random.percent(8) {
        made.push_str(random.of(&["  // 行末注释", " /// 行末说明"]));
    } else if wanted.noise && separable && random.percent(8) {
        made.push_str(random.of(&["；", ";", "。", "； "]));
    }
    made.push_str(if wanted.noise && random.percent(4) { "\r\n" } else { "\n" });
}
