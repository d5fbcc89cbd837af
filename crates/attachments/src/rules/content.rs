//! What a file is, told by what it holds; and its name, which must not say something else.
//!
//! The library `infer` knows the signatures; this module knows which of them may be kept, and what to do about the
//! others. Office documents are archives, so their table of contents is read: by it a text is told from a sheet, and
//! from one that carries macros. Nothing is unpacked but a few bytes.

use std::io::{Cursor, Read};

use image::ImageFormat;
use zip::ZipArchive;

use super::AttachmentRefusal;
use super::attachment::Media;

/// What a file turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Content {
    /// A document that is kept as it came.
    Document(Media),
    /// A picture that is drawn anew.
    Picture(ImageFormat),
}

impl Content {
    /// The endings that a name may have for it.
    #[must_use]
    pub fn endings(self) -> &'static [&'static str] {
        match self {
            Self::Document(Media::Pdf) => &["pdf"],
            Self::Document(Media::Docx) => &["docx"],
            Self::Document(Media::Xlsx) => &["xlsx"],
            Self::Document(Media::Odt) => &["odt"],
            Self::Document(Media::Ods) => &["ods"],
            Self::Picture(ImageFormat::Png) | Self::Document(Media::Png) => &["png"],
            Self::Picture(ImageFormat::WebP) => &["webp"],
            Self::Picture(_) | Self::Document(Media::Jpeg) => &["jpg", "jpeg", "jpe", "jfif"],
        }
    }
}

/// Tells what a file is.
///
/// # Errors
/// When it is nothing that may be kept, with what it seems to be: the words of the code name the remedy.
pub fn told(bytes: &[u8]) -> Result<Content, AttachmentRefusal> {
    let no = |code| Err(AttachmentRefusal::of_file(code));
    if bytes.starts_with(b"PK\x03\x04") {
        return office(bytes);
    }
    let Some(kind) = infer::get(bytes) else {
        return no(if looks_like_markup(bytes) { "file-is-markup" } else { "file-unknown" });
    };
    match kind.mime_type() {
        "application/pdf" => Ok(Content::Document(Media::Pdf)),
        "image/jpeg" => Ok(Content::Picture(ImageFormat::Jpeg)),
        "image/png" => Ok(Content::Picture(ImageFormat::Png)),
        "image/webp" => Ok(Content::Picture(ImageFormat::WebP)),
        "image/heif" | "image/heic" | "image/avif" => no("file-is-heic"),
        "text/html" | "text/xml" => no("file-is-markup"),
        "application/msword"
        | "application/vnd.ms-excel"
        | "application/vnd.ms-powerpoint"
        | "application/x-ole-storage" => no("file-is-old-office"),
        _ => match kind.matcher_type() {
            infer::MatcherType::App | infer::MatcherType::Text => no("file-is-program"),
            infer::MatcherType::Archive => no("file-is-archive"),
            infer::MatcherType::Audio | infer::MatcherType::Video => no("file-is-recording"),
            _ => no("file-unknown"),
        },
    }
}

/// SVG, HTML and their like begin with an angle bracket, behind blanks and a byte order mark.
fn looks_like_markup(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes).trim_ascii_start();
    text.starts_with(b"<") || bytes.starts_with(b"\xff\xfe<") || bytes.starts_with(b"\xfe\xff\0<")
}

/// A text or sheet of an office suite, by the parts that it must have.
fn office(bytes: &[u8]) -> Result<Content, AttachmentRefusal> {
    let archive = AttachmentRefusal::of_file("file-is-archive");
    let mut parts = ZipArchive::new(Cursor::new(bytes)).map_err(|_| archive)?;
    let names = parts.file_names().map(|name| Ok(name?.to_ascii_lowercase()));
    let names = names.collect::<Result<Vec<String>, zip::result::ZipError>>().map_err(|_| archive)?;
    let has = |name: &str| names.iter().any(|found| found == name);
    let has_macros = names
        .iter()
        .any(|name| name.ends_with("vbaproject.bin") || name.starts_with("basic/") || name.starts_with("scripts/"));
    let media = if has("[content_types].xml") && has("word/document.xml") {
        Some(Media::Docx)
    } else if has("[content_types].xml") && has("xl/workbook.xml") {
        Some(Media::Xlsx)
    } else {
        open_document(&mut parts)
    };
    match media {
        Some(_) if has_macros => Err(AttachmentRefusal::of_file("file-has-macros")),
        Some(media) => Ok(Content::Document(media)),
        None => Err(archive),
    }
}

/// A document of LibreOffice says itself what it is, in a part that is not packed.
fn open_document(parts: &mut ZipArchive<Cursor<&[u8]>>) -> Option<Media> {
    let mut says = String::new();
    parts.by_name("mimetype").ok()?.take(100).read_to_string(&mut says).ok()?;
    [Media::Odt, Media::Ods].into_iter().find(|media| media.content_type() == says.trim())
}

/// The name under which a file is kept, and whether the name it came with said what the file is.
#[must_use]
pub fn named(sent: &str, content: Content, kept: Media) -> (String, bool) {
    let is_ending = |text: &str| text.len() <= 5 && text.bytes().all(|b| b.is_ascii_alphanumeric());
    let has_letter = |text: &str| text.bytes().any(|b| b.is_ascii_alphabetic());
    let (stem, ending) = match sent.rsplit_once('.') {
        Some((stem, ending)) if is_ending(ending) && has_letter(ending) => (stem, ending),
        _ => (sent, ""),
    };
    let ending = ending.to_ascii_lowercase();
    let agrees = ending.is_empty() || content.endings().contains(&ending.as_str());
    let stem = if stem.is_empty() { "documento" } else { stem };
    (format!("{stem}.{}", kept.ending()), agrees)
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use web::Refusal;
    use zip::write::SimpleFileOptions;
    use zip::{CompressionMethod, ZipWriter};

    use super::*;

    fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, text) in parts {
            let plain = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
            zip.start_file(*name, plain).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }

    fn refused(bytes: &[u8]) -> &'static str {
        told(bytes).unwrap_err().code()
    }

    #[test]
    fn what_may_be_kept_is_told_by_its_content() {
        assert_eq!(told(b"%PDF-1.7\n"), Ok(Content::Document(Media::Pdf)));
        assert_eq!(told(b"\xff\xd8\xff\xe0\0\x10JFIF"), Ok(Content::Picture(ImageFormat::Jpeg)));
        assert_eq!(told(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"), Ok(Content::Picture(ImageFormat::Png)));
        assert_eq!(told(b"RIFF\x24\0\0\0WEBPVP8 "), Ok(Content::Picture(ImageFormat::WebP)));
        let types = ("[Content_Types].xml", "<Types/>");
        assert_eq!(told(&packed(&[types, ("word/document.xml", "<w/>")])), Ok(Content::Document(Media::Docx)));
        assert_eq!(told(&packed(&[types, ("xl/workbook.xml", "<x/>")])), Ok(Content::Document(Media::Xlsx)));
        for media in [Media::Odt, Media::Ods] {
            assert_eq!(told(&packed(&[("mimetype", media.content_type())])), Ok(Content::Document(media)));
        }
    }

    #[test]
    fn what_may_not_be_kept_is_named() {
        for program in [&b"MZ\x90\0\x03\0\0\0"[..], b"\x7fELF\x02\x01\x01\0", b"#!/bin/sh\nrm", b"\0asm\x01\0\0\0"] {
            let program = [program, &[0; 60]].concat();
            assert_eq!(refused(&program), "file-is-program", "{program:?}");
        }
        let markup: [&[u8]; 6] = [
            b"<!DOCTYPE html><script>",
            b"  \n<html>",
            b"<svg xmlns='http://www.w3.org/2000/svg'/>",
            b"<?xml version='1.0'?><svg/>",
            b"\xef\xbb\xbf<svg/>",
            b"<script>alert(1)</script>",
        ];
        for markup in markup {
            assert_eq!(refused(markup), "file-is-markup", "{}", String::from_utf8_lossy(markup));
        }
        assert_eq!(refused(b"\0\0\0\x18ftypheic\0\0\0\0mif1heic"), "file-is-heic");
        assert_eq!(refused(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1and more"), "file-is-old-office");
        assert_eq!(refused(&packed(&[("a.exe", "MZ")])), "file-is-archive");
        assert_eq!(refused(b"PK\x03\x04 and nothing else"), "file-is-archive");
        assert_eq!(refused(b"\x1f\x8b\x08\0\0\0\0\0"), "file-is-archive");
        assert_eq!(refused(b"ID3\x03\0\0\0"), "file-is-recording");
        assert_eq!(refused(b"a plain text"), "file-unknown");
        assert_eq!(refused(b""), "file-unknown");
    }

    #[test]
    fn a_document_with_macros_is_refused() {
        let types = ("[Content_Types].xml", "<Types/>");
        let docx = packed(&[types, ("word/document.xml", "<w/>"), ("word/vbaProject.bin", "x")]);
        assert_eq!(refused(&docx), "file-has-macros");
        let odt = packed(&[("mimetype", Media::Odt.content_type()), ("Basic/Standard/Module1.xml", "x")]);
        assert_eq!(refused(&odt), "file-has-macros");
    }

    #[test]
    fn the_name_is_made_to_say_what_the_file_is() {
        let pdf = Content::Document(Media::Pdf);
        let photo = Content::Picture(ImageFormat::Jpeg);
        let webp = Content::Picture(ImageFormat::WebP);
        assert_eq!(named("permesso.pdf", pdf, Media::Pdf), ("permesso.pdf".into(), true));
        assert_eq!(named("FOTO.JPEG", photo, Media::Jpeg), ("FOTO.jpg".into(), true));
        assert_eq!(named("foto.webp", webp, Media::Jpeg), ("foto.jpg".into(), true));
        assert_eq!(named("permesso", pdf, Media::Pdf), ("permesso.pdf".into(), true));
        assert_eq!(named("", pdf, Media::Pdf), ("documento.pdf".into(), true));
        assert_eq!(named("permesso.exe", pdf, Media::Pdf), ("permesso.pdf".into(), false));
        assert_eq!(named("permesso.pdf", photo, Media::Jpeg), ("permesso.jpg".into(), false));
        assert_eq!(named("ricevuta n. 12", pdf, Media::Pdf), ("ricevuta n. 12.pdf".into(), true));
        assert_eq!(named(".pdf", pdf, Media::Pdf), ("documento.pdf".into(), true));
    }
}
