package io.opensesame.policy.validation;

/** Compares patterns with patterns, where {@code *} is any number of characters and {@code ?} is one. */
final class Wildcards {
    private Wildcards() {}

    /**
     * Tells whether all that fits one pattern fits another. It errs on the side of no: where it takes more than taking
     * the narrow pattern's wildcards for characters that only a wildcard covers.
     */
    static boolean covers(String wide, String narrow) {
        int inWide = 0;
        int inNarrow = 0;
        int afterStar = -1;
        int starTakesTo = 0;
        while (inNarrow < narrow.length()) {
            if (inWide < wide.length() && wide.charAt(inWide) == '*') {
                inWide++;
                afterStar = inWide;
                starTakesTo = inNarrow;
            } else if (inWide < wide.length() && coversOne(wide.charAt(inWide), narrow.charAt(inNarrow))) {
                inWide++;
                inNarrow++;
            } else if (afterStar >= 0) {
                inWide = afterStar;
                starTakesTo++;
                inNarrow = starTakesTo;
            } else {
                return false;
            }
        }
        while (inWide < wide.length() && wide.charAt(inWide) == '*') {
            inWide++;
        }
        return inWide == wide.length();
    }

    private static boolean coversOne(char wide, char narrow) {
        return wide == '?' ? narrow != '*' : wide == narrow;
    }

    /**
     * Tells whether a text exists that fits both. In the second pattern the wildcards stand for anything but a colon,
     * as in the parts of an ARN. Takes time in proportion to the product of both lengths.
     */
    static boolean overlap(String pattern, String arn) {
        // Row i tells for each j whether what is left of the pattern from i on, and of the ARN from j on, overlaps.
        boolean[] below = new boolean[arn.length() + 1];
        for (int i = pattern.length(); i >= 0; i--) {
            boolean[] row = new boolean[arn.length() + 1];
            for (int j = arn.length(); j >= 0; j--) {
                row[j] = overlapFrom(pattern, i, arn, j, row, below);
            }
            below = row;
        }
        return below[0];
    }

    private static boolean overlapFrom(String pattern, int i, String arn, int j, boolean[] row, boolean[] below) {
        boolean patternLeft = i < pattern.length();
        boolean arnLeft = j < arn.length();
        if (!patternLeft && !arnLeft) {
            return true;
        }
        if (patternLeft && pattern.charAt(i) == '*') {
            return below[j] || (arnLeft && row[j + 1]);
        }
        if (arnLeft && arn.charAt(j) == '*') {
            return row[j + 1] || (patternLeft && pattern.charAt(i) != ':' && below[j]);
        }
        return patternLeft && arnLeft && sameOne(pattern.charAt(i), arn.charAt(j)) && below[j + 1];
    }

    private static boolean sameOne(char ofPattern, char ofArn) {
        if (ofArn == '?') {
            return ofPattern != ':';
        }
        return ofPattern == '?' || ofPattern == ofArn;
    }
}
