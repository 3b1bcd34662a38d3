//! The explanation for programs: the facts as they are, in a schema with a version.
//!
//! `facts` lists every value that had a part in it, each once; `roots` and every `fact` inside an account are positions in it. A
//! number is `{"kind": "number", "number": "15.66…", "exact": bool, "unit": "万元/亩"}`: all its digits where they end, else 12
//! significant ones.

mod account;
mod value;

use heng_interp::explain::{Explanation, Fact};
use serde_json::{Map, Value, json};

use super::page::Page;
use super::words::Words;
use account::account;
use value::{row, stated};

/// The name and version of the schema.
pub const WHY_SCHEMA: &str = "heng.why/1";

/// The document of one explanation.
pub(super) fn document(page: &Page<'_>) -> Value {
    let words = Words {
        language: heng_grammar::diagnostic::Language::English,
        sources: page.sources,
        explanation: &page.explanation,
    };
    let mut document = Map::new();
    document.insert("schema".into(), json!(WHY_SCHEMA));
    let set: Map<String, Value> =
        page.policy.parameters.iter().map(|(name, value)| (name.clone(), json!(value))).collect();
    document.insert(
        "policy".into(),
        json!({ "title": page.policy.title, "number": page.policy.number, "parameters": set }),
    );
    document.insert("preliminary".into(), json!(page.banner.is_some()));
    let Value::Object(explained) = explanation_json(&page.explanation, &words) else {
        return Value::Object(document);
    };
    document.extend(explained);
    Value::Object(document)
}

/// `row`, `roots` and `facts`, for documents that hold many explanations.
pub fn explanation_json(explanation: &Explanation, words: &Words<'_>) -> Value {
    let facts: Vec<Value> =
        explanation.facts.iter().enumerate().map(|(at, each)| fact(at, each, words)).collect();
    json!({
        "row": explanation.row.as_ref().map(row),
        "roots": explanation.roots.iter().map(|id| id.0).collect::<Vec<_>>(),
        "facts": facts,
    })
}

fn fact(at: usize, fact: &Fact, words: &Words<'_>) -> Value {
    let mut told = Map::new();
    told.insert("id".into(), json!(at));
    told.insert("name".into(), json!(fact.name));
    told.insert("year".into(), json!(fact.year));
    told.insert("of_whole".into(), json!(fact.of_whole));
    told.insert("row".into(), json!(fact.elsewhere.as_ref().map(row)));
    told.insert("value".into(), stated(&fact.value));
    told.insert("published".into(), json!(fact.published));
    told.insert("articles".into(), json!(fact.articles));
    told.insert("doc".into(), json!(fact.doc));
    told.insert("written".into(), json!(fact.span.and_then(|span| words.written(span))));
    told.insert("where".into(), json!(fact.span.and_then(|span| value::source_place(span, words.sources))));
    told.insert("account".into(), account(&fact.account, words));
    told.retain(|key, value| !value.is_null() || matches!(key.as_str(), "value" | "account"));
    Value::Object(told)
}
