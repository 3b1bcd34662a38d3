//! The language reference is true: each of its scripts passes its own examples, and each that must be refused is
//! refused with the code it names.

use std::fs;
use std::path::Path;

use heng::shell::Shell;

const REFERENCE: &str = "grammar/REFERENCE.md";

/// One fence of the reference.
struct Fence {
    /// What follows `heng`: nothing, a code, or the name of a file that other scripts use.
    note: String,
    line: usize,
    text: String,
}

fn fences(markdown: &str) -> Vec<Fence> {
    let mut fences = Vec::new();
    let mut open: Option<Fence> = None;
    for (number, line) in markdown.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(info)) => {
                let note = info.strip_prefix("heng").unwrap_or("-").trim().to_owned();
                open = Some(Fence { note, line: number + 1, text: String::new() });
            }
            (Some(_), Some(_)) => fences.extend(open.take()),
            (Some(fence), None) => {
                fence.text.push_str(line);
                fence.text.push('\n');
            }
            (None, None) => {}
        }
    }
    fences
}

/// Runs one command in `folder`; its exit status and all it wrote.
fn heng(folder: &Path, words: &[&str]) -> (heng::Exit, String) {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = std::io::empty();
    let words: Vec<String> =
        ["heng", "--lang", "zh"].iter().chain(words).map(|word| (*word).to_owned()).collect();
    let exit = heng::execute(&words, &mut Shell::quiet(folder, &mut out, &mut err, &mut input));
    (exit, String::from_utf8_lossy(&[out, err].concat()).into_owned())
}

#[test]
fn every_script_of_the_reference_does_what_the_page_says() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let markdown = fs::read_to_string(root.join(REFERENCE)).expect("the reference");
    let folder = tempfile::tempdir().expect("a folder");
    let (mut wrong, mut tried) = (Vec::new(), 0);
    for fence in fences(&markdown) {
        let name = if fence.note.ends_with(".heng") { fence.note.clone() } else { "本页.heng".to_owned() };
        let path = folder.path().join(&name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("a folder");
        fs::write(&path, &fence.text).expect("a script");
        let (exit, said) = match fence.note.as_str() {
            "-" => continue,
            note if note.starts_with('H') => heng(folder.path(), &["check", &name]),
            _ => heng(folder.path(), &["test", &name]),
        };
        tried += 1;
        let right = match fence.note.as_str() {
            code if code.starts_with('H') => {
                exit == heng::Exit::Script && said.contains(&format!("[{code}]"))
            }
            "" => exit == heng::Exit::Done && fence.text.contains("算例"),
            _ => exit == heng::Exit::Done,
        };
        if !right {
            wrong.push(format!("{REFERENCE}:{} {} {exit:?}\n{said}", fence.line, fence.note));
        }
    }
    assert!(tried > 25, "only {tried} scripts were found");
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}
