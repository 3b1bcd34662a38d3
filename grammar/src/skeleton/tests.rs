use super::*;

/// The skeleton as indented text: kind, header, citations, tail; continuation lines joined by ↵.
fn shown(text: &str) -> String {
    let source = Source::new(SourceId(0), "例.heng", text);
    let (skeleton, faults) = skeleton(&source);
    let mut out = String::new();
    show(&mut out, &source, &skeleton.entries, 0);
    for fault in faults {
        let at: Vec<String> = fault
            .labels
            .iter()
            .map(|label| format!("「{}」", label.span.text(text).escape_debug()))
            .collect();
        out.push_str(&format!("! {} {} {}\n", fault.code, fault.title.zh, at.join(" ")));
    }
    out
}

fn show(out: &mut String, source: &Source, entries: &[Entry], depth: usize) {
    for entry in entries {
        let header: Vec<&str> = entry.header.text(source.text()).lines().map(str::trim).collect();
        out.push_str(&format!("{}{:?} | {}", "  ".repeat(depth), entry.kind, header.join(" ↵ ")));
        for citation in &entry.citations {
            out.push_str(&format!(" @{}", citation.article));
        }
        for line in &entry.doc {
            out.push_str(&format!(" /// {line}"));
        }
        if let Some(tail) = entry.tail {
            out.push_str(&format!(" }} {}", tail.text(source.text())));
        }
        out.push('\n');
        if let Some(body) = &entry.body {
            show(out, source, &body.entries, depth + 1);
        }
    }
}

fn check(text: &str, expected: &str) {
    let shown = shown(text);
    let trim = |text: &str| text.trim_end().lines().map(str::trim_end).collect::<Vec<_>>().join("\n");
    assert_eq!(trim(&shown), trim(expected), "\n--- got\n{shown}");
}

#[test]
fn lines_are_entries() {
    check(
        "a = 1\nb = 2；c = 3。d = 4",
        "TopLevel | a = 1\nTopLevel | b = 2\nTopLevel | c = 3\nTopLevel | d = 4",
    );
}
