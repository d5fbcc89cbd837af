use std::io::Read;

use super::*;

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
