package io.sluice.engine.gzip;

/// Reads the header of one member of a gzip file, byte by byte (RFC 1952 section 2.3). Its content does not
/// matter; only where it ends.
final class GzipHeader {
    static final int MAGIC_LENGTH = 2;

    enum Result {
        MORE,
        COMPLETE,
        WRONG
    }

    private static final int FIXED_LENGTH = 10;
    private static final int DEFLATE = 8;
    private static final int HAS_CRC = 2;
    private static final int HAS_EXTRA = 4;
    private static final int HAS_NAME = 8;
    private static final int HAS_COMMENT = 16;
    private static final int RESERVED = 0xE0;

    private int position;
    private int flags;
    private int extraLengthBytes;
    private int extraLength;
    private int crcBytes;

    static boolean isFirstByte(byte value) {
        return (value & 0xFF) == 0x1F;
    }

    Result accept(byte value) {
        if (position < FIXED_LENGTH) {
            if (!isFixedByte(value & 0xFF)) {
                return Result.WRONG;
            }
            position++;
        } else {
            variableByte(value & 0xFF);
        }
        return position == FIXED_LENGTH && isComplete() ? Result.COMPLETE : Result.MORE;
    }

    private boolean isFixedByte(int value) {
        return switch (position) {
            case 0 -> value == 0x1F;
            case 1 -> value == 0x8B;
            case 2 -> value == DEFLATE;
            case 3 -> {
                flags = value;
                yield (value & RESERVED) == 0;
            }
            default -> true;
        };
    }

    private void variableByte(int value) {
        if (has(HAS_EXTRA)) {
            if (extraLengthBytes < 2) {
                extraLength |= value << (Byte.SIZE * extraLengthBytes++);
            } else {
                extraLength--;
            }
            if (extraLengthBytes == 2 && extraLength == 0) {
                flags &= ~HAS_EXTRA;
            }
        } else if (has(HAS_NAME)) {
            if (value == 0) {
                flags &= ~HAS_NAME;
            }
        } else if (has(HAS_COMMENT)) {
            if (value == 0) {
                flags &= ~HAS_COMMENT;
            }
        } else if (++crcBytes == 2) {
            flags &= ~HAS_CRC;
        }
    }

    private boolean isComplete() {
        return (flags & (HAS_EXTRA | HAS_NAME | HAS_COMMENT | HAS_CRC)) == 0;
    }

    private boolean has(int flag) {
        return (flags & flag) != 0;
    }
}
