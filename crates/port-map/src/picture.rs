//! The picture of what is known of every port, for readers without scripts.

use crate::{Known, PortMap, hilbert};
use png::{BitDepth, ColorType, Encoder};

/// A colour for each value of [`Known::ALL`], as red, green and blue.
pub type Palette = [[u8; 3]; Known::ALL.len()];

/// A PNG with one pixel for each port, 256 × 256. The same map and palette give the same bytes.
///
/// # Errors
/// If the picture cannot be encoded.
pub fn picture(map: &PortMap<'_>, palette: &Palette) -> Result<Vec<u8>, png::EncodingError> {
    let side = usize::from(hilbert::SIDE);
    // Two bits are enough for four colours.
    let mut pixels = vec![0_u8; side * side / 4];
    for port in 0..=u16::MAX {
        let (column, row) = hilbert::position(port);
        let at = usize::from(row) * side + usize::from(column);
        pixels[at / 4] |= map.known(port).code() << (6 - 2 * (at % 4));
    }
    let mut file = Vec::new();
    let mut encoder = Encoder::new(&mut file, hilbert::SIDE.into(), hilbert::SIDE.into());
    encoder.set_color(ColorType::Indexed);
    encoder.set_depth(BitDepth::Two);
    encoder.set_palette(palette.concat());
    encoder.set_compression(png::Compression::High);
    // Filters are for pixels that are brightness; these are numbers of colours.
    encoder.set_filter(png::Filter::NoFilter);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&pixels)?;
    writer.finish()?;
    Ok(file)
}
