//! `heng run --profile` with a clock of our own: what it says of a run does not depend on how fast the machine is.

use std::path::Path;
use std::sync::atomic::{AtomicU64, Ordering};

use heng_tests::command::heng_in;
use serde_json::Value;

/// A millisecond later each time it is asked.
fn ticks() -> u64 {
    static TICKS: AtomicU64 = AtomicU64::new(0);
    TICKS.fetch_add(1_000_000, Ordering::Relaxed)
}

fn heng(words: &[&str]) -> (u8, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let job = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/基准");
    let data = format!("企业={}", job.join("企业.csv").display());
    let script = job.join("评价.heng");
    let given = ["run", script.to_str().expect("a path"), "-d", &data, "-o", "结果.csv"];
    let ran = heng_in(folder.path(), &[&given, words].concat(), "", |shell| {
        shell.evaluation.clock = words.contains(&"--profile").then_some(ticks);
    });
    (ran.status, ran.said())
}

#[test]
fn programs_are_told_phases_and_definitions() {
    let (status, said) = heng(&["--profile", "--format", "json", "--threads", "3"]);
    assert_eq!(status, 0, "{said}");
    let document: Value = serde_json::from_str(&said).expect("JSON");
    let profile = &document["profile"];
    assert_eq!(profile["threads"], 3);
    let phases = profile["phases"].as_array().expect("phases");
    let names: Vec<&str> = phases.iter().filter_map(|phase| phase["phase"].as_str()).collect();
    assert_eq!(names, ["compile", "read", "evaluate", "summarize", "write"]);
    assert!(phases.iter().all(|phase| phase["nanoseconds"].as_u64() >= Some(1_000_000)), "{profile:#}");
    assert_eq!((&phases[1]["rows"], &phases[4]["rows"]), (&500.into(), &500.into()));
    assert!(phases[1]["bytes"].as_u64() > Some(10_000) && phases[4]["bytes"].as_u64() > Some(10_000));
    let definitions = profile["definitions"].as_array().expect("definitions");
    let of = |name: &str| definitions.iter().find(|each| each["name"] == name).expect("a definition");
    assert!(of("亩均税收")["rows"].as_u64() >= Some(500), "{profile:#}");
    assert_eq!(of("初评等级.名次")["ranks"], true);
    for each in definitions {
        for count in ["nanoseconds", "widened", "exact"] {
            assert!(each[count].is_u64(), "{each}");
        }
    }
    for count in ["folded", "shared", "aggregates"] {
        assert!(profile[count].is_u64(), "{profile:#}");
    }
}

#[test]
fn people_are_told_in_either_language_within_their_width() {
    for (language, words) in [
        ("zh", ["耗时（1 个线程）", "其中名次", "多位再判", "亩均税收", "都只算一次"]),
        ("en", ["Time (1 threads)", "ranking (all", "ns/row", "亩均税收", "Computed once"]),
    ] {
        let (status, said) = heng(&["--profile", "--threads", "1", "--lang", language]);
        assert_eq!(status, 0, "{said}");
        for word in words {
            assert!(said.contains(word), "no {word} in\n{said}");
        }
        assert!(said.lines().all(|line| heng::report::text::width(line) <= 80), "{said}");
    }
}

#[test]
fn nothing_is_timed_unless_asked() {
    let (status, said) = heng(&["--format", "json"]);
    let document: Value = serde_json::from_str(&said).expect("JSON");
    assert_eq!((status, document.get("profile")), (0, None));
}
