package io.sluice.engine.value;

/// IP addresses as literals, without names, prefix lengths, zones or brackets, and without leading zeros in
/// IPv4.
final class IpAddresses {
    private static final int GROUPS = 8;

    private IpAddresses() {}

    static boolean isVersion4(byte[] bytes, int from, int to) {
        int i = from;
        for (int part = 0; part < 4; part++) {
            if (part > 0) {
                if (i == to || bytes[i] != '.') {
                    return false;
                }
                i++;
            }
            int end = Digits.skip(bytes, i, Math.min(to, i + 3));
            int value = 0;
            for (int k = i; k < end; k++) {
                value = value * 10 + (bytes[k] - '0');
            }
            if (end == i || value > 255 || (end - i > 1 && bytes[i] == '0')) {
                return false;
            }
            i = end;
        }
        return i == to;
    }

    static boolean isVersion6(byte[] bytes, int from, int to) {
        int groups = 0;
        boolean shortened = false;
        int i = from;
        if (to - from >= 2 && bytes[from] == ':') {
            if (bytes[from + 1] != ':') {
                return false;
            }
            shortened = true;
            i = from + 2;
        }
        while (i < to) {
            int end = hexEnd(bytes, i, to);
            if (end < to && bytes[end] == '.') {
                groups += 2;
                return isVersion4(bytes, i, to) && isComplete(groups, shortened);
            }
            if (end == i || end - i > 4) {
                return false;
            }
            groups++;
            if (end == to) {
                return isComplete(groups, shortened);
            }
            if (bytes[end] != ':' || end + 1 == to) {
                return false;
            }
            i = end + 1;
            if (bytes[i] == ':') {
                if (shortened) {
                    return false;
                }
                shortened = true;
                i++;
            }
        }
        return shortened && isComplete(groups, true);
    }

    private static boolean isComplete(int groups, boolean shortened) {
        return shortened ? groups < GROUPS : groups == GROUPS;
    }

    private static int hexEnd(byte[] bytes, int from, int to) {
        int i = from;
        while (i < to && Digits.isHex(bytes[i])) {
            i++;
        }
        return i;
    }
}
