use std::io::Read;

use super::*;

const SIGNS: [&str; 13] = ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "=+", "-@"];
const BEFORE: [&str; 14] = [
    "",
    " ",
    "   ",
    "\u{00A0}",
    "\u{200B}",
    "\u{FEFF}",
    "\u{2060}",
    "\u{00AD}",
    "\u{202E}",
    "\u{3000}",
    "\u{2003}",
    "\0",
    " \u{200B} \u{FEFF}",
    "\u{180E}\u{E0020}",
];

#[test]
fn no_text_is_taken_for_a_formula_whatever_stands_before_its_sign() {
    for before in BEFORE {
        for sign in SIGNS {
            for rest in ["", "1+1", "cmd|' /C calc'!A0", "HYPERLINK(\"http://x\")"] {
                let text = format!("{before}{sign}{rest}");
                assert_eq!(cell(&text), format!("'{text}"), "{text:?}");
            }
        }
    }
}

#[test]
fn a_tab_or_line_end_before_harmless_words_is_neutralised_too() {
    for before in ["\t", "\r", "\n", " \t", "\u{200B}\r"] {
        let text = format!("{before}Casa");
        assert_eq!(cell(&text), format!("'{text}"), "{text:?}");
    }
}

#[test]
fn every_first_character_but_those_stays_as_it_is() {
    for sign in (0x20u8..0x7F).map(char::from).filter(|sign| !"=+-@".contains(*sign)) {
        let text = format!("{sign}casa=1");
        assert_eq!(cell(&text), text, "{text:?}");
    }
    for text in ["", " ", "Percorsi aperti", "18–25", "àè", "عربي", "a\tb", "'=1"] {
        assert_eq!(cell(text), text);
    }
}

fn sheet() -> Sheet {
    let words = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    Sheet {
        title: "Monitoraggio: [2026]".into(),
        head: vec![("Programma".into(), "=Fra Noi".into())],
        columns: words(&["Voce", "Parte", "Persone"]),
        rows: vec![(words(&["Passi", "\u{200B}=1+1;,\"x\""]), vec![12]), (words(&["Passi", "-3"]), vec![0])],
    }
}

#[test]
fn a_csv_has_a_mark_semicolons_quoted_texts_and_bare_numbers() {
    let text = csv(&sheet(), SEPARATOR);
    let expected = "\u{FEFF}\"Programma\";\"'=Fra Noi\"\r\n\"\"\r\n\"Voce\";\"Parte\";\"Persone\"\r\n\
                    \"Passi\";\"'\u{200B}=1+1;,\"\"x\"\"\";12\r\n\"Passi\";\"'-3\";0\r\n";
    assert_eq!(text, expected);
}

#[test]
fn a_csv_with_commas_holds_the_same_cells() {
    let cells = |text: &str, separator: u8| -> Vec<Vec<String>> {
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(separator)
            .has_headers(false)
            .flexible(true)
            .from_reader(text.trim_start_matches('\u{FEFF}').as_bytes());
        reader.records().map(|record| record.unwrap().iter().map(str::to_owned).collect()).collect()
    };
    assert_eq!(cells(&csv(&sheet(), ';'), b';'), cells(&csv(&sheet(), ','), b','));
}

#[test]
fn a_workbook_holds_texts_and_numbers_and_no_formula() {
    let bytes = xlsx(&sheet()).unwrap();
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut part = |name: &str| {
        let mut text = String::new();
        archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
        text
    };
    let page = part("xl/worksheets/sheet1.xml");
    assert!(!page.contains("<f>") && !page.contains("<f "), "{page}");
    assert!(page.contains("<c r=\"C4\"><v>12</v></c>"), "{page}");
    assert!(page.contains("<c r=\"B1\" s=\"") && page.contains("t=\"s\""), "{page}");
    assert!(part("xl/sharedStrings.xml").contains("=Fra Noi"));
    assert!(part("xl/styles.xml").contains("quotePrefix=\"1\""));
    assert!(part("xl/workbook.xml").contains("name=\"Monitoraggio 2026\""));
}

#[test]
fn a_sheet_may_have_no_rows_and_no_name() {
    assert!(xlsx(&Sheet { title: "[]".into(), ..Sheet::default() }).is_ok());
}
