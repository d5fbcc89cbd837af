//! The laws of ARCHITECTURE.md, checked over the tree itself.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use cargo_metadata::{DependencyKind, Metadata, MetadataCommand};

/// The rooms of the house, in the order of its arrows: each may know those before it, and no other.
const HOUSE: [&str; 16] = [
    "kernel",
    "matching",
    "store",
    "web",
    "accounts",
    "network",
    "programmes",
    "people",
    "attachments",
    "pathways",
    "placement",
    "agenda",
    "intake",
    "desk",
    "figures",
    "soglia",
];

/// The rooms that hold features: everything between the web and the program.
const SLICES: [&str; 11] = [
    "accounts",
    "network",
    "programmes",
    "people",
    "attachments",
    "pathways",
    "placement",
    "agenda",
    "intake",
    "desk",
    "figures",
];

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..").canonicalize().unwrap()
}

fn metadata() -> Metadata {
    MetadataCommand::new().manifest_path(root().join("Cargo.toml")).exec().unwrap()
}

/// Every file below a folder with one of these endings.
fn files(folder: &Path, endings: &[&str]) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let path = entry.path();
        if path.is_dir() {
            if !path.ends_with("node_modules") && !path.ends_with("target") && !path.ends_with("dist") {
                found.extend(files(&path, endings));
            }
        } else if endings.iter().any(|ending| path.extension().is_some_and(|e| e == *ending)) {
            found.push(path);
        }
    }
    found.sort();
    found
}

fn sources_of(room: &str) -> Vec<(PathBuf, String)> {
    let folder = root().join("crates").join(room).join("src");
    files(&folder, &["rs"]).into_iter().map(|path| (path.clone(), fs::read_to_string(path).unwrap())).collect()
}

#[test]
fn arrows_point_one_way() {
    let metadata = metadata();
    let place = |name: &str| HOUSE.iter().position(|room| *room == name);
    for package in metadata.workspace_packages() {
        let Some(own) = place(package.name.as_str()) else { continue };
        for dependency in package.dependencies.iter().filter(|d| d.kind == DependencyKind::Normal) {
            assert_ne!(dependency.name, "testkit", "{} takes testkit into the program", package.name);
            if let Some(theirs) = place(&dependency.name) {
                assert!(theirs < own, "{} must not depend on {}", package.name, dependency.name);
            }
        }
    }
}

#[test]
fn only_the_store_speaks_sql() {
    for package in metadata().workspace_packages() {
        if ["store", "testkit", "bench"].contains(&package.name.as_str()) {
            continue;
        }
        for dependency in &package.dependencies {
            let speaks = dependency.name.starts_with("sqlx") || dependency.name.starts_with("sea-query");
            assert!(!speaks, "{} depends on {}", package.name, dependency.name);
        }
    }
}

#[test]
fn no_slice_holds_a_way_around_its_reach() {
    for room in SLICES {
        for (path, text) in sources_of(room) {
            for around in ["Store::open", ".for_member(", ".bulk(", "System::"] {
                assert!(!text.contains(around), "{} uses `{around}`", path.display());
            }
            if room != "accounts" {
                assert!(!text.contains("Threshold"), "{} goes through the sign-in's own door", path.display());
            }
        }
    }
}

#[test]
fn past_the_reach_looks_one_file_alone() {
    let looking: Vec<PathBuf> = SLICES
        .iter()
        .flat_map(|room| sources_of(room))
        .filter(|(_, text)| text.contains(".elsewhere("))
        .map(|(path, _)| path)
        .collect();
    assert!(looking.len() == 1 && looking[0].ends_with("people/src/store/questions.rs"), "{looking:?}");
}

#[test]
fn rules_do_no_input_or_output() {
    for room in SLICES {
        for (path, text) in sources_of(room) {
            if !path.components().any(|part| part.as_os_str() == "rules") {
                continue;
            }
            let ruling = text.split("#[cfg(test)]").next().unwrap_or_default();
            for act in ["std::fs", "tokio::", "async fn", "Clock", "&Db", ".today()", ".now()"] {
                assert!(!ruling.contains(act), "{} uses `{act}`", path.display());
            }
        }
    }
}

#[test]
fn files_can_be_read_in_one_sitting() {
    for path in files(&root().join("crates"), &["rs", "html"]) {
        let lines = fs::read_to_string(&path).unwrap().lines().count();
        assert!(lines <= 600, "{} has {lines} lines", path.display());
    }
}

#[test]
fn pages_hold_no_inline_script_or_style() {
    for path in files(&root().join("crates"), &["html"]) {
        let text = fs::read_to_string(&path).unwrap();
        for wrong in [" style=\"", "<style", "javascript:", " onclick=", " onload=", " onsubmit=", "|safe"] {
            assert!(!text.contains(wrong), "{} holds `{wrong}`", path.display());
        }
        for tag in text.split("<script").skip(1) {
            assert!(
                tag.split('>').next().is_some_and(|head| head.contains("src=")),
                "{} holds a script",
                path.display()
            );
        }
    }
}

/// The Fluent keys of a language over all rooms, each with the file that says it.
fn keys(language: &str) -> BTreeMap<String, PathBuf> {
    let mut keys = BTreeMap::new();
    for path in files(&root().join("crates"), &["ftl"]) {
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        if name.split('.').next_back() != Some(language) {
            continue;
        }
        for line in fs::read_to_string(&path).unwrap().lines() {
            let Some((key, _)) = line.split_once('=') else { continue };
            let key = key.trim_end();
            let is_key = key.starts_with(|c: char| c.is_ascii_lowercase())
                && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            if is_key && let Some(before) = keys.insert(key.to_owned(), path.clone()) {
                panic!("`{key}` stands in {} and in {}", before.display(), path.display());
            }
        }
    }
    keys
}

#[test]
fn italian_and_english_say_the_same_things() {
    let (italian, english) = (keys("it"), keys("en"));
    let only = |some: &BTreeMap<String, PathBuf>, other: &BTreeMap<String, PathBuf>| {
        some.keys().filter(|key| !other.contains_key(*key)).cloned().collect::<Vec<_>>()
    };
    assert_eq!(only(&italian, &english), [""; 0], "in Italian alone");
    assert_eq!(only(&english, &italian), [""; 0], "in English alone");
}

/// A template without its comments.
fn without_comments(template: &str) -> String {
    let mut pieces = template.split("{#");
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |kept, piece| kept + piece.split_once("#}").map_or("", |(_, after)| after))
}

#[test]
fn every_text_that_a_template_names_exists() {
    let known = keys("it");
    for path in files(&root().join("crates"), &["html"]) {
        let text = without_comments(&fs::read_to_string(&path).unwrap());
        for quote in ['"', '\''] {
            let calls: Vec<&str> = text.split(&format!("t({quote}")).collect();
            for (before, call) in calls.iter().zip(calls.iter().skip(1)) {
                // `default("…")` ends alike.
                if before.ends_with(|c: char| c.is_ascii_alphanumeric() || c == '_') {
                    continue;
                }
                let (key, rest) = call.split_once(quote).unwrap_or_default();
                // `t("kind-" ~ word)`: the whole family is checked where its words are known.
                let is_whole = !rest.trim_start().starts_with('~') && !key.is_empty();
                let plain = key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-');
                if is_whole && plain {
                    assert!(known.contains_key(key), "{} names the text `{key}`", path.display());
                }
            }
        }
    }
}

#[test]
fn every_licence_agrees_with_ours() {
    const FINE: [&str; 14] = [
        "0BSD",
        "Apache-2.0",
        "Apache-2.0 WITH LLVM-exception",
        "BSD-1-Clause",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSL-1.0",
        "CC0-1.0",
        "CDLA-Permissive-2.0",
        "EUPL-1.2",
        "ISC",
        "MIT",
        "Unicode-3.0",
        "Zlib",
    ];
    // MPL-2.0 is compatible with the EUPL (its appendix names it) and reaches only its own files.
    let fine = |licence: &str| FINE.contains(&licence) || licence == "MPL-2.0" || licence == "Unlicense";
    for package in &metadata().packages {
        let expression = package.license.clone().unwrap_or_default().replace('/', " OR ");
        let agrees = expression.split(" OR ").any(|choice| {
            choice
                .trim_matches(['(', ')', ' '])
                .split(" AND ")
                .all(|licence| fine(licence.trim_matches(['(', ')', ' '])))
        });
        assert!(agrees, "{} {} is under `{expression}`", package.name, package.version);
    }
}

#[test]
fn no_dependency_is_built_in_two_versions_without_reason() {
    // Each with the reason why it cannot be helped yet.
    const KNOWN: &[(&str, &str)] = &[
        ("sha2", "sqlx 0.9 still hashes with the RustCrypto crates of the generation before argon2 0.6"),
        ("digest", "as sha2"),
        ("block-buffer", "as sha2"),
        ("crypto-common", "as sha2"),
        ("cpufeatures", "as sha2"),
        ("base64", "sqlx 0.9 is one version behind"),
        ("getrandom", "ring, under sqlx's TLS, takes the older one"),
        ("miniz_oxide", "png packs with the one that flate2 has left behind"),
        ("hashbrown", "sqlx's hashlink is one version behind indexmap"),
        ("syn", "build time alone: half of the derive macros have moved to 3"),
    ];
    let metadata = metadata();
    let mut versions: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    let program = metadata.packages.iter().find(|package| package.name == "soglia").unwrap();
    let nodes: BTreeMap<_, _> =
        metadata.resolve.as_ref().unwrap().nodes.iter().map(|node| (node.id.clone(), node)).collect();
    let mut open = vec![program.id.clone()];
    let mut seen = BTreeSet::new();
    while let Some(id) = open.pop() {
        if !seen.insert(id.clone()) {
            continue;
        }
        let package = &metadata[&id];
        versions.entry(package.name.as_str()).or_default().insert(package.version.to_string());
        for dependency in &nodes[&id].deps {
            let is_built_in = dependency.dep_kinds.iter().any(|kind| {
                kind.kind == DependencyKind::Normal
                    && kind.target.as_ref().is_none_or(|target| !target.to_string().contains("windows"))
            });
            if is_built_in {
                open.push(dependency.pkg.clone());
            }
        }
    }
    let twice: Vec<_> = versions
        .into_iter()
        .filter(|(name, versions)| versions.len() > 1 && !KNOWN.iter().any(|(known, _)| known == name))
        .collect();
    assert!(twice.is_empty(), "{twice:#?}");
}
