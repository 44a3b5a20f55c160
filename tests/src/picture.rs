//! Pictures of pages, compared pixel by pixel.

use png::{ColorType, Decoder, Transformations};
use std::io::Cursor;

/// A picture, or a part of one.
pub struct Picture {
    width: usize,
    pixels: Vec<[u8; 3]>,
}

impl Picture {
    /// Reads a PNG.
    ///
    /// # Panics
    ///
    /// If it is none, or has no colours.
    pub fn read(png: &[u8]) -> Self {
        let mut decoder = Decoder::new(Cursor::new(png));
        decoder.set_transformations(Transformations::normalize_to_color8());
        let mut reader = decoder.read_info().expect("a picture");
        let mut bytes = vec![0; reader.output_buffer_size().expect("a picture that fits into memory")];
        let frame = reader.next_frame(&mut bytes).expect("its pixels");
        let of_pixel = match frame.color_type {
            ColorType::Rgb => 3,
            ColorType::Rgba => 4,
            other => panic!("a picture of the kind {other:?}"),
        };
        let pixels = bytes.chunks_exact(of_pixel).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect();
        Self { width: frame.width as usize, pixels }
    }

    /// A part of it: left, top, width, height.
    ///
    /// # Panics
    ///
    /// If the part does not lie inside.
    #[must_use]
    pub fn part(&self, [left, top, width, height]: [usize; 4]) -> Self {
        assert!(left + width <= self.width && (top + height) * self.width <= self.pixels.len(), "the part lies inside");
        let row = |row: usize| &self.pixels[(top + row) * self.width + left..][..width];
        Self { width, pixels: (0..height).flat_map(row).copied().collect() }
    }

    /// The share of pixels that are not alike, from 0 to 1; 1 if one picture is larger than the other. Pixels are alike if
    /// none of their colours differs by more than the tolerance, of 255.
    #[expect(clippy::cast_precision_loss, reason = "a picture has fewer than 2^53 pixels")]
    pub fn difference(&self, other: &Self, tolerance: u8) -> f64 {
        if (self.width, self.pixels.len()) != (other.width, other.pixels.len()) {
            return 1.0;
        }
        let pairs = self.pixels.iter().zip(&other.pixels);
        let far = |(one, other): &(&[u8; 3], &[u8; 3])| one.iter().zip(*other).any(|(a, b)| a.abs_diff(*b) > tolerance);
        pairs.filter(far).count() as f64 / self.pixels.len() as f64
    }

    /// How many colours there are in it.
    pub fn colours(&self) -> usize {
        self.pixels.iter().collect::<std::collections::BTreeSet<_>>().len()
    }
}
