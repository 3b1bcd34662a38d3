//! Commands on the session itself: what is open, its data, what was typed, going back.

use heng_grammar::diagnostic::Language;

use super::ask::refuse;
use super::fault;
use super::table::Command;
use super::words::{count, parts};
use crate::repl::print::{Ink, Paper, Told, change_told, pairs};
use crate::repl::session::{Refused, Session, Turned};
use crate::shell::Shell;

/// `:载入`: another project; the same afresh where none is named.
pub(super) fn load(session: &mut Session, rest: &str, shell: &mut Shell<'_>) -> Result<Told, Box<Refused>> {
    let words = parts(rest);
    let own = session.project().script_name.clone();
    let written = match words.as_slice() {
        [] if session.has_script() => own,
        [one] => one.clone(),
        _ => return Err(refuse(fault::expected(Command::Load, "一份脚本或文件夹", "a script or a folder"))),
    };
    let change = session.load(Some(&written), shell)?;
    let mut told = change_told(&change, shell);
    let paper = Paper::of(shell);
    let said = paper.sentence(&format!("打开了 {written}"), &format!("opened {written}"), 0);
    told.body = said.into_iter().chain(told.body).chain(rows_read(session, &paper)).collect();
    Ok(told)
}

/// `:数据`: other files for some tables, or which are in use.
pub(super) fn data(session: &mut Session, rest: &str, shell: &mut Shell<'_>) -> Result<Told, Box<Refused>> {
    let mut told = Told::default();
    for written in parts(rest) {
        let change = session.set_data(&written, shell)?;
        told.body.extend(change_told(&change, shell).body);
    }
    told.body.extend(rows_read(session, &Paper::of(shell)));
    Ok(told)
}

/// Where each table was read from, and how many rows it has.
fn rows_read(session: &Session, paper: &Paper) -> Vec<String> {
    let read = session.evaluated();
    let read = read.prepared();
    let rows: Vec<(String, String)> = read
        .inputs
        .tables
        .iter()
        .filter(|table| !table.schema().spare || table.rows() > 0)
        .map(|table| {
            let name = &table.schema().name;
            let file = read.files.iter().find(|file| file.table == *name);
            let sheet = file
                .and_then(|file| file.sheet.as_ref())
                .map(|sheet| format!("#{sheet}"))
                .unwrap_or_default();
            let file = file.map(|file| format!("{}{sheet}", file.shown)).unwrap_or_default();
            (name.clone(), format!("{}  {file}", paper.rows(table.rows() as usize)).trim_end().to_owned())
        })
        .collect();
    match rows.is_empty() {
        true => paper.sentence("没有读入数据。", "No data are read.", 0),
        false => pairs(&rows, paper, (0, 24)),
    }
}

/// `:重读`
pub(super) fn reload(session: &mut Session, shell: &mut Shell<'_>) -> Result<Told, Box<Refused>> {
    let change = session.reload(shell)?;
    let mut told = change_told(&change, shell);
    let paper = Paper::of(shell);
    let said = paper.sentence("脚本和数据已重读。", "Scripts and data are read again.", 0);
    told.body = said.into_iter().chain(told.body).collect();
    Ok(told)
}

/// `:保存`, `:保存!`
pub(super) fn save(session: &mut Session, rest: &str, shell: &mut Shell<'_>) -> Result<Told, Box<Refused>> {
    let bare = rest.trim_start_matches(['!', '！']);
    let over = bare.len() < rest.len();
    let words = parts(bare);
    let [file] = words.as_slice() else {
        return Err(refuse(fault::expected(Command::Save, "文件名", "a file")));
    };
    let saved = session.save(file, over, shell)?;
    let paper = Paper::of(shell);
    let mut lines = paper.sentence(
        &format!("{} 条写进了 {}。这样运行它：", saved.entries, saved.shown),
        &format!("{} entries are in {} now. To run it:", saved.entries, saved.shown),
        0,
    );
    lines.push(format!("  {}", saved.command));
    Ok(Told::lines(lines))
}

/// `:已改`: what was typed, as the script that would be saved.
pub(super) fn changes(session: &Session, paper: &Paper) -> Told {
    if session.state().typed.is_empty() {
        return Told::lines(paper.sentence(
            "提示符下还没有写过什么。",
            "Nothing was typed on top of the script.",
            0,
        ));
    }
    let evaluated = session.evaluated();
    Told::lines(evaluated.overlay.text.trim_end().lines().map(str::to_owned).collect())
}

/// `:撤销`, `:重做`, some times.
pub(super) fn turn(
    session: &mut Session,
    (command, rest): (Command, &str),
    shell: &mut Shell<'_>,
) -> Result<Told, Box<Refused>> {
    let times = match rest {
        "" => 1,
        rest => {
            let wrong = || refuse(fault::expected(command, "次数", "how many times"));
            count(rest).filter(|times| *times > 0).ok_or_else(wrong)?
        }
    };
    let paper = Paper::of(shell);
    let back = command == Command::Undo;
    let mut lines = Vec::new();
    for _ in 0..times {
        let turned = if back { session.undo(shell)? } else { session.redo(shell)? };
        match turned {
            Some(turned) => lines.extend(turned_told(&turned, back, &paper)),
            None => {
                let (zh, en) = match back {
                    true => ("没有可以撤销的了。", "There is nothing to take back."),
                    false => ("没有可以重做的了。", "There is nothing to make again."),
                };
                lines.extend(paper.sentence(zh, en, 0));
                break;
            }
        }
    }
    Ok(Told::lines(lines))
}

/// What was taken back or made again, an entry a line.
fn turned_told(turned: &Turned, back: bool, paper: &Paper) -> Vec<String> {
    let mut lines = Vec::new();
    let mut say = |sign: &str, entry: &String| {
        let first = entry.lines().next().unwrap_or_default();
        let more = if entry.lines().count() > 1 { " …" } else { "" };
        let text = crate::report::text::clip(&format!("{sign} {first}{more}"), paper.width);
        lines.push(paper.paint(Ink::Faint, &text));
    };
    turned.gone.iter().for_each(|entry| say("-", entry));
    turned.back.iter().for_each(|entry| say("+", entry));
    if turned.settings {
        lines.extend(paper.sentence(
            "数据或设定也回到了那时的",
            "data and settings are those of that time",
            0,
        ));
    }
    let done = match (back, paper.language) {
        (true, Language::Chinese) => "已撤销：",
        (true, Language::English) => "taken back:",
        (false, Language::Chinese) => "已重做：",
        (false, Language::English) => "made again:",
    };
    lines.insert(0, done.to_owned());
    lines
}
