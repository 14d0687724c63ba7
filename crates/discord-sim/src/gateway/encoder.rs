//! How frames look on the wire: plain text, a compressed stream, or single compressed payloads (facts §1.4).
//!
//! A stream has one context for the whole connection, and each WebSocket message is exactly one frame: `zlib-stream` ends it
//! with the sync-flush suffix `00 00 ff ff`, `zstd-stream` with a flush that doesn't end the zstd frame.

use std::io::{Error, Write as _};

use axum::extract::ws::{Message as Frame, Utf8Bytes};
use flate2::{Compress, Compression, FlushCompress, Status, write::ZlibEncoder};
use zstd_safe::{CCtx, InBuffer, OutBuffer};

/// With payload compression "some" frames are compressed: those of at least so many bytes.
const WORTH_COMPRESSING: usize = 1024;

/// The transport compression that a client asks for in the URL.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Transport {
    Plain,
    ZlibStream,
    ZstdStream,
}

/// Makes the frames of one connection.
pub(crate) enum Encoder {
    Plain,
    /// Large frames are compressed, each by itself.
    Payload,
    Zlib(Compress),
    Zstd(CCtx<'static>),
}

impl Encoder {
    pub(crate) fn new(transport: Transport) -> Self {
        match transport {
            Transport::Plain => Self::Plain,
            Transport::ZlibStream => Self::Zlib(Compress::new(Compression::fast(), true)),
            Transport::ZstdStream => Self::Zstd(CCtx::create()),
        }
    }

    /// From now on payloads may be compressed; without effect on a compressed stream.
    pub(crate) fn compress_payloads(&mut self) {
        if let Self::Plain = self {
            *self = Self::Payload;
        }
    }

    /// The frame as it goes on the wire.
    ///
    /// # Errors
    /// If a compressor fails, which leaves the stream unusable.
    pub(crate) fn encode(&mut self, text: Utf8Bytes) -> Result<Frame, Error> {
        let bytes = match self {
            Self::Payload if text.len() >= WORTH_COMPRESSING => by_itself(text.as_bytes())?,
            Self::Plain | Self::Payload => return Ok(Frame::Text(text)),
            Self::Zlib(context) => zlib(context, text.as_bytes())?,
            Self::Zstd(context) => zstd(context, text.as_bytes())?,
        };
        Ok(Frame::Binary(bytes.into()))
    }

    /// A pre-built frame as it goes on the wire. Discord compresses some payloads, not all: these are left plain, so that
    /// what is measured with them is the client's time and not a compressor's. A stream leaves no choice.
    ///
    /// # Errors
    /// As [`Encoder::encode`].
    pub(crate) fn encode_prebuilt(&mut self, text: Utf8Bytes) -> Result<Frame, Error> {
        match self {
            Self::Payload => Ok(Frame::Text(text)),
            _ => self.encode(text),
        }
    }
}

fn by_itself(text: &[u8]) -> Result<Vec<u8>, Error> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(text)?;
    encoder.finish()
}

fn zlib(context: &mut Compress, mut text: &[u8]) -> Result<Vec<u8>, Error> {
    let mut out = Vec::with_capacity(text.len() / 2 + 64);
    loop {
        let before = context.total_in();
        let status = context.compress_vec(text, &mut out, FlushCompress::Sync)?;
        let read = usize::try_from(context.total_in() - before).unwrap_or(text.len());
        text = &text[read..];
        // A flush is whole once it left room in the output.
        if text.is_empty() && out.len() < out.capacity() {
            return Ok(out);
        }
        if status == Status::StreamEnd {
            return Err(Error::other("the zlib stream ended"));
        }
        out.reserve(1024);
    }
}

fn zstd(context: &mut CCtx<'static>, text: &[u8]) -> Result<Vec<u8>, Error> {
    let failed = |code| Error::other(zstd_safe::get_error_name(code));
    let mut out = Vec::with_capacity(text.len() / 2 + 64);
    let mut piece = [0; 8 * 1024];
    let mut input = InBuffer::around(text);
    loop {
        let mut output = OutBuffer::around(piece.as_mut_slice());
        let left = if input.pos() < text.len() {
            context
                .compress_stream(&mut output, &mut input)
                .map_err(failed)?;
            1
        } else {
            context.flush_stream(&mut output).map_err(failed)?
        };
        out.extend_from_slice(output.as_slice());
        if left == 0 {
            return Ok(out);
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use flate2::{Decompress, FlushDecompress, read::ZlibDecoder};

    use super::*;

    fn frames() -> Vec<String> {
        let noise = (0..60_000_u64).map(|n| n.wrapping_mul(0x9E37_79B9_7F4A_7C15).to_string());
        vec![
            "{}".to_owned(),
            "abc".repeat(1000),
            noise.collect(),
            "x".to_owned(),
        ]
    }

    fn encode(encoder: &mut Encoder, text: &str) -> Vec<u8> {
        match encoder.encode(text.into()).unwrap() {
            Frame::Binary(bytes) => bytes.to_vec(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn zlib_is_one_stream_flushed_after_each_frame() {
        let mut encoder = Encoder::new(Transport::ZlibStream);
        let mut reader = Decompress::new(true);
        for text in frames() {
            let bytes = encode(&mut encoder, &text);
            assert!(bytes.ends_with(&[0, 0, 0xff, 0xff]));
            let mut read = Vec::with_capacity(text.len() + 64);
            reader
                .decompress_vec(&bytes, &mut read, FlushDecompress::Sync)
                .unwrap();
            assert!(read == text.as_bytes());
        }
    }

    #[test]
    fn zstd_is_one_frame_flushed_after_each_message() {
        let mut encoder = Encoder::new(Transport::ZstdStream);
        let mut reader = zstd_safe::DCtx::create();
        for text in frames() {
            let bytes = encode(&mut encoder, &text);
            let mut read = vec![0; text.len() + 64];
            let mut output = OutBuffer::around(read.as_mut_slice());
            let mut input = InBuffer::around(&bytes);
            while input.pos() < bytes.len() {
                reader.decompress_stream(&mut output, &mut input).unwrap();
            }
            assert!(output.as_slice() == text.as_bytes());
        }
    }

    #[test]
    fn payloads_are_compressed_one_by_one_if_it_is_worth_it() {
        let mut encoder = Encoder::new(Transport::Plain);
        encoder.compress_payloads();
        assert_eq!(
            encoder.encode("{}".into()).unwrap(),
            Frame::Text("{}".into())
        );
        let text = "abc".repeat(1000);
        for _ in 0..2 {
            let bytes = encode(&mut encoder, &text);
            let mut read = String::new();
            ZlibDecoder::new(bytes.as_slice())
                .read_to_string(&mut read)
                .unwrap();
            assert_eq!(read, text);
        }
    }
}
