//! How long `heng check` takes: the library, and a library of a hundred scripts, most of them the documents of the library itself,
//! whole and with their prose. `cargo bench -p heng --bench check`.

use std::path::Path;

use heng::shell::Shell;

fn main() {
    divan::main();
}

/// A folder with `count` scripts: the documents in turn, each written out under names of their own.
fn library(count: usize) -> std::io::Result<tempfile::TempDir> {
    let folder = tempfile::tempdir()?;
    for (number, document) in heng_stdlib::DOCUMENTS.iter().cycle().take(count).enumerate() {
        let name = format!("{number:03}.heng.md");
        std::fs::write(folder.path().join(name), document.text)?;
    }
    Ok(folder)
}

fn check(folder: &Path) -> heng::Exit {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut input = std::io::empty();
    let words = ["heng", "check", "."].map(str::to_owned);
    heng::execute(&words, &mut Shell::quiet(folder, &mut out, &mut err, &mut input))
}

#[divan::bench(args = [1, 15, 100], sample_count = 5)]
fn scripts(bencher: divan::Bencher<'_, '_>, count: usize) {
    let Ok(folder) = library(count) else { return };
    bencher.bench_local(|| check(folder.path()));
}
