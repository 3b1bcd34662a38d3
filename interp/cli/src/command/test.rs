//! `heng test`: runs the examples and checks of scripts, and compares results with accepted ones.

use std::io;

use clap::Args;
use heng_interp::example::Verdict;
use heng_interp::run::CheckSummary;
use serde_json::{Value, json};

use crate::Exit;
use crate::project::{self, Project, Trouble};
use crate::report::fault::{faults_json, listing};
use crate::report::{self, diagnostics_json};
use crate::shell::{Format, Shell};
use crate::test::{Accepted, Tested, test};

/// The name and version of the schema of `heng test --format json`.
const TEST_SCHEMA: &str = "heng.test/2";

/// What follows `heng test`.
#[derive(Args, Debug)]
pub struct TestArguments {
    /// Scripts or folders; the current folder where none is given
    #[arg(value_name = "PATH")]
    paths: Vec<String>,
    /// Record the results as accepted instead of comparing them
    #[arg(long)]
    accept: bool,
}

/// Runs the tests and says what failed.
///
/// # Errors
/// Where the streams cannot be written to.
pub fn run(arguments: &TestArguments, shell: &mut Shell<'_>) -> io::Result<Exit> {
    let projects = match projects(&arguments.paths, shell) {
        Ok(projects) => projects,
        Err(trouble) => return report::write_trouble(shell, &trouble),
    };
    let mut exit = Exit::Done;
    let mut all = Vec::new();
    for project in &projects {
        let tested = test(project, arguments.accept, shell);
        exit = exit.and(tested.exit);
        if shell.format != Format::Json {
            write_tested(&tested, shell)?;
        }
        all.push(tested);
    }
    match shell.format {
        Format::Json => {
            let projects: Vec<Value> = all.iter().map(tested_json).collect();
            writeln!(
                shell.out,
                "{:#}",
                json!({ "schema": TEST_SCHEMA, "exit": exit.status(), "projects": projects })
            )?;
        }
        Format::Text | Format::Plain | Format::Md | Format::Html => conclude(&all, shell)?,
    }
    Ok(exit)
}

/// The projects meant: scripts, folders with a manifest, and in other folders each folder with a manifest and each script
/// that no manifest names.
fn projects(paths: &[String], shell: &Shell<'_>) -> Result<Vec<Project>, Trouble> {
    let here = [".".to_owned()];
    let mut found = Vec::new();
    for written in if paths.is_empty() { &here } else { paths } {
        let path = shell.path(written);
        if !path.is_dir() || path.join(project::MANIFEST).is_file() {
            found.push(Project::open(&shell.folder, written)?);
            continue;
        }
        for script in project::scripts_below(&path) {
            let inside = script.strip_prefix(&path).unwrap_or(&script).display();
            let shown = match written.trim_end_matches('/') {
                "" | "." => inside.to_string(),
                folder => format!("{folder}/{inside}"),
            };
            found.push(Project::open(&shell.folder, &shown)?);
        }
    }
    Ok(found)
}

fn write_tested(tested: &Tested, shell: &mut Shell<'_>) -> io::Result<()> {
    report::write_diagnostics(shell, &tested.diagnostics, &tested.sources)?;
    let listed = listing(&tested.faults, &tested.sources, shell.language, shell.width);
    if !listed.is_empty() {
        writeln!(shell.err, "{listed}")?;
    }
    if tested.examples.is_empty() && tested.checks.is_empty() && tested.accepted.is_none() {
        return Ok(());
    }
    writeln!(shell.out, "{}", tested.script)?;
    for verdict in &tested.examples {
        let line = example_line(verdict, shell);
        writeln!(shell.out, "{line}")?;
    }
    for CheckSummary { title, year, holds } in &tested.checks {
        let mark = if *holds { shell.pick("成立", "holds ") } else { shell.pick("不成立", "FAILS ") };
        let year = year.map(|year| format!("[{year}]")).unwrap_or_default();
        let line = format!("  {mark}  {title}{year}");
        writeln!(shell.out, "{line}")?;
    }
    match &tested.accepted {
        Some(accepted) => write_accepted(accepted, shell),
        None => Ok(()),
    }
}

fn example_line(verdict: &Verdict, shell: &Shell<'_>) -> String {
    let mark = if verdict.passed() { shell.pick("通过", "passed") } else { shell.pick("失败", "FAILED") };
    let zh = format!("（{} 种填法）", verdict.fillings);
    let en = format!(" ({} fillings)", verdict.fillings);
    let fillings = if verdict.fillings > 1 { shell.pick(&zh, &en) } else { "" };
    format!("  {mark}  {}{fillings}", verdict.title)
}

fn write_accepted(accepted: &Accepted, shell: &mut Shell<'_>) -> io::Result<()> {
    let mut lines = Vec::new();
    for file in &accepted.same {
        lines.push(format!("  {}  {file}", shell.pick("一致", "same  ")));
    }
    for file in &accepted.recorded {
        lines.push(format!("  {}  {file}", shell.pick("已认可", "accepted")));
    }
    for file in &accepted.unknown {
        let how = shell
            .pick("还没有认可过；heng test --accept 认可", "never accepted; accept with heng test --accept");
        lines.push(format!("  {}  {file}（{how}）", shell.pick("未比", "new   ")));
    }
    for difference in &accepted.different {
        let zh = format!("  不同  {}，{} 行：", difference.file, difference.count);
        let en = format!("  DIFFER  {}, {} lines:", difference.file, difference.count);
        lines.push(shell.pick(&zh, &en).to_owned());
        for (number, before, now) in &difference.lines {
            lines.push(format!("    {number} - {before}"));
            lines.push(format!("    {number} + {now}"));
        }
    }
    for line in lines {
        writeln!(shell.out, "{line}")?;
    }
    Ok(())
}

fn conclude(all: &[Tested], shell: &mut Shell<'_>) -> io::Result<()> {
    let examples = all.iter().flat_map(|tested| &tested.examples);
    let (passed, failed): (Vec<_>, Vec<_>) = examples.partition(|verdict| verdict.passed());
    let (passed, failed) = (passed.len(), failed.len());
    let zh = match failed {
        0 => format!("{passed} 个算例全部通过。"),
        _ => format!("{passed} 个算例通过，{failed} 个失败。"),
    };
    let en = match failed {
        0 => format!("{passed} examples, all passed."),
        _ => format!("{passed} examples passed, {failed} failed."),
    };
    let sentence = shell.pick(&zh, &en).to_owned();
    writeln!(shell.out, "{sentence}")
}

fn tested_json(tested: &Tested) -> Value {
    let examples: Vec<Value> = tested.examples.iter().map(verdict_json).collect();
    let checks: Vec<Value> =
        tested.checks.iter().map(|c| json!({ "title": c.title, "year": c.year, "holds": c.holds })).collect();
    let accepted = tested.accepted.as_ref().map(|accepted| {
        json!({
            "same": accepted.same,
            "different": accepted.different.iter().map(|d| json!({ "file": d.file, "lines": d.count })).collect::<Vec<_>>(),
            "recorded": accepted.recorded,
            "unknown": accepted.unknown,
        })
    });
    json!({
        "script": tested.script,
        "exit": tested.exit.status(),
        "diagnostics": diagnostics_json(&tested.diagnostics, &tested.sources),
        "faults": faults_json(&tested.faults),
        "examples": examples,
        "checks": checks,
        "accepted": accepted,
    })
}

fn verdict_json(verdict: &Verdict) -> Value {
    let failures = verdict.failures.iter().map(|failure| {
        json!({
            "expected": failure.expected,
            "found": failure.found,
            "cells": failure.cells.iter().map(|(name, value)| json!({ "cell": name, "value": value })).collect::<Vec<_>>(),
        })
    });
    json!({
        "title": verdict.title,
        "passed": verdict.passed(),
        "fillings": verdict.fillings,
        "failures": failures.collect::<Vec<_>>(),
    })
}
