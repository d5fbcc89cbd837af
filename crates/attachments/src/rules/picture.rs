//! Pictures are drawn anew: what comes out holds what can be seen, and nothing else.
//!
//! A photograph tells where and when it was taken and by which telephone, and often carries a small copy of what was cut
//! away. None of it survives being decoded and encoded again; what it says about its upright position is applied first.
//! Pictures of several frames keep the first. A WebP comes out as JPEG or, if it is transparent somewhere, as PNG.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::metadata::Orientation;
use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits};

use super::AttachmentRefusal;
use super::attachment::Media;

/// The most picture points that are drawn. A telephone makes 12 to 24 million; a page scanned at 600 dpi has 35.
pub const MOST_POINTS: u64 = 40_000_000;

/// How closely a JPEG keeps to what it shows, of 100: letters stay sharp.
const QUALITY: u8 = 88;

/// Draws a picture anew.
///
/// # Errors
/// When it cannot be read, or has too many points: a small file can unfold into a very large picture.
pub fn redrawn(bytes: &[u8], format: ImageFormat) -> Result<(Media, Vec<u8>), AttachmentRefusal> {
    let unreadable = |_| AttachmentRefusal::of_file("picture-unreadable");
    let mut limits = Limits::default();
    // Four bytes a point, and half as much again for what the decoder needs besides.
    limits.max_alloc = Some(MOST_POINTS * 6);
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    reader.limits(limits);
    let mut decoder = reader.into_decoder().map_err(unreadable)?;
    let (width, height) = decoder.dimensions();
    if u64::from(width) * u64::from(height) > MOST_POINTS {
        return Err(AttachmentRefusal::of_file("picture-too-many-points"));
    }
    let upright = decoder.orientation().unwrap_or(Orientation::NoTransforms);
    let mut picture = DynamicImage::from_decoder(decoder).map_err(unreadable)?;
    picture.apply_orientation(upright);
    encoded(&plain(picture), format).map_err(unreadable)
}

/// Eight bits a colour: more is never seen, and JPEG takes no more.
fn plain(picture: DynamicImage) -> DynamicImage {
    let color = picture.color();
    match (color.has_color(), color.has_alpha()) {
        (true, true) => picture.into_rgba8().into(),
        (true, false) => picture.into_rgb8().into(),
        (false, true) => picture.into_luma_alpha8().into(),
        (false, false) => picture.into_luma8().into(),
    }
}

fn encoded(picture: &DynamicImage, format: ImageFormat) -> image::ImageResult<(Media, Vec<u8>)> {
    let mut out = Cursor::new(Vec::new());
    let see_through = picture.color().has_alpha();
    let media = if format == ImageFormat::Png || see_through {
        picture.write_to(&mut out, ImageFormat::Png)?;
        Media::Png
    } else {
        JpegEncoder::new_with_quality(&mut out, QUALITY).encode_image(picture)?;
        Media::Jpeg
    };
    Ok((media, out.into_inner()))
}

#[cfg(test)]
mod tests {
    use image::{Rgb, RgbImage, Rgba, RgbaImage};
    use web::Refusal;

    use super::*;

    fn written(picture: &DynamicImage, format: ImageFormat) -> Vec<u8> {
        let mut out = Cursor::new(Vec::new());
        picture.write_to(&mut out, format).unwrap();
        out.into_inner()
    }

    /// Red on the left, blue on the right: 40 by 20.
    fn flag() -> DynamicImage {
        RgbImage::from_fn(40, 20, |x, _| if x < 20 { Rgb([250, 0, 0]) } else { Rgb([0, 0, 250]) }).into()
    }

    /// A JPEG with an Exif part that says "turn me by a quarter" and names a place.
    fn photograph() -> Vec<u8> {
        let mut exif = b"Exif\0\0MM\0\x2a\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x06\0\0\0\0\0\0".to_vec();
        exif.extend(b"GPS 45.4642 N 9.1900 E");
        let jpeg = written(&flag(), ImageFormat::Jpeg);
        let length = u16::try_from(exif.len() + 2).unwrap().to_be_bytes();
        [&jpeg[..2], &[0xff, 0xe1], &length, &exif, &jpeg[2..]].concat()
    }

    fn holds(bytes: &[u8], what: &[u8]) -> bool {
        bytes.windows(what.len()).any(|window| window == what)
    }

    #[test]
    fn a_photograph_loses_its_metadata_and_is_turned_upright() {
        let photo = photograph();
        assert!(holds(&photo, b"GPS") && holds(&photo, b"Exif"));
        let (media, clean) = redrawn(&photo, ImageFormat::Jpeg).unwrap();
        assert_eq!(media, Media::Jpeg);
        assert!(!holds(&clean, b"GPS") && !holds(&clean, b"Exif"));
        let seen = image::load_from_memory(&clean).unwrap().into_rgb8();
        assert_eq!(seen.dimensions(), (20, 40));
        // Turned clockwise, what was left is on top.
        assert!(seen.get_pixel(10, 5)[0] > 200 && seen.get_pixel(10, 35)[2] > 200);
    }

    #[test]
    fn a_png_loses_its_texts_and_keeps_what_is_seen() {
        let png = written(&flag(), ImageFormat::Png);
        // A tEXt part after the head (8 + 25 bytes), with a checksum that the decoder need not like.
        let text = b"tEXtAuthor\0Anna";
        let mut part = u32::try_from(text.len() - 4).unwrap().to_be_bytes().to_vec();
        part.extend(text);
        part.extend(crc(text).to_be_bytes());
        let marked = [&png[..33], &part, &png[33..]].concat();
        let (media, clean) = redrawn(&marked, ImageFormat::Png).unwrap();
        assert!(media == Media::Png && holds(&marked, b"Anna") && !holds(&clean, b"Anna"));
        assert_eq!(image::load_from_memory(&clean).unwrap().into_rgb8(), flag().into_rgb8());
    }

    fn crc(bytes: &[u8]) -> u32 {
        !bytes.iter().fold(!0, |crc, byte| {
            (0..8).fold(crc ^ u32::from(*byte), |crc, _| if crc & 1 == 1 { (crc >> 1) ^ 0xedb8_8320 } else { crc >> 1 })
        })
    }

    #[test]
    fn a_webp_comes_out_as_jpeg_or_as_png_where_it_is_transparent() {
        assert_eq!(redrawn(&written(&flag(), ImageFormat::WebP), ImageFormat::WebP).unwrap().0, Media::Jpeg);
        let glass: DynamicImage = RgbaImage::from_pixel(8, 8, Rgba([1, 2, 3, 90])).into();
        assert_eq!(redrawn(&written(&glass, ImageFormat::WebP), ImageFormat::WebP).unwrap().0, Media::Png);
    }

    #[test]
    fn a_picture_that_unfolds_too_far_is_refused_before_it_does() {
        let mut png = written(&flag(), ImageFormat::Png);
        png[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
        let head = crc(&png[12..29]).to_be_bytes();
        png[29..33].copy_from_slice(&head);
        assert_eq!(redrawn(&png, ImageFormat::Png).unwrap_err().code(), "picture-too-many-points");
    }

    #[test]
    fn half_a_picture_is_refused() {
        let jpeg = written(&flag(), ImageFormat::Jpeg);
        assert_eq!(redrawn(&jpeg[..30], ImageFormat::Jpeg).unwrap_err().code(), "picture-unreadable");
        assert_eq!(redrawn(b"\x89PNG\r\n\x1a\n", ImageFormat::Png).unwrap_err().code(), "picture-unreadable");
    }
}
