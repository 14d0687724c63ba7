//! Reading what the gateway compressed.

use std::io::Read as _;

use flate2::{Decompress, FlushDecompress, read::ZlibDecoder};
use zstd_safe::{DCtx, InBuffer, OutBuffer};

/// How one connection's binary messages are read.
pub(crate) enum Inflate {
    /// Each is a zlib text by itself.
    Payloads,
    /// `zlib-stream`.
    Zlib(Decompress),
    /// `zstd-stream`.
    Zstd(DCtx<'static>),
}

impl Inflate {
    /// For what the URL asks for.
    pub(crate) fn of(url: &str) -> Self {
        if url.contains("zlib-stream") {
            Self::Zlib(Decompress::new(true))
        } else if url.contains("zstd-stream") {
            Self::Zstd(DCtx::create())
        } else {
            Self::Payloads
        }
    }

    pub(crate) fn read(&mut self, bytes: &[u8]) -> String {
        let mut text = Vec::with_capacity(1 << 20);
        match self {
            Self::Payloads => {
                ZlibDecoder::new(bytes).read_to_end(&mut text).unwrap();
            }
            Self::Zlib(stream) => {
                assert!(bytes.ends_with(&[0, 0, 0xff, 0xff]), "Z_SYNC_FLUSH");
                stream
                    .decompress_vec(bytes, &mut text, FlushDecompress::Sync)
                    .unwrap();
                assert!(text.len() < text.capacity(), "room for one frame");
            }
            Self::Zstd(stream) => {
                text.resize(1 << 20, 0);
                let mut output = OutBuffer::around(text.as_mut_slice());
                let mut input = InBuffer::around(bytes);
                while input.pos() < bytes.len() {
                    stream.decompress_stream(&mut output, &mut input).unwrap();
                }
                let end = output.pos();
                text.truncate(end);
            }
        }
        String::from_utf8(text).unwrap()
    }
}
