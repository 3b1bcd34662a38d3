use heng_grammar::{parse, source::Source, span::SourceId};
fn main() {
    for a in std::env::args().skip(1) {
        if a == "-t" {
            continue;
        }
        let t = std::fs::read_to_string(&a).unwrap();
        let s = Source::new(SourceId(0), a.clone(), t);
        let now = std::time::Instant::now();
        let p = parse(&s);
        eprintln!("{a} {:?} items {}", now.elapsed(), p.script.items.len());
        for d in &p.diagnostics {
            println!("{} {} / {}", d.code, d.title.zh, d.title.en);
            for l in &d.labels {
                let q = s.position(l.span.start as usize);
                println!(
                    "   {}:{} [{}] {} / {}",
                    q.line,
                    q.column,
                    l.span.text(s.text()),
                    l.message.zh,
                    l.message.en
                );
            }
            for h in &d.help {
                println!("   help {} / {}", h.zh, h.en);
            }
            for m in &d.mends {
                println!("   mend [{}]→[{}] {}", m.span.text(s.text()), m.replacement, m.title.zh);
            }
        }
        if std::env::args().nth(1).as_deref() == Some("-t") {
            println!("{:#?}", p.script);
        }
    }
}
