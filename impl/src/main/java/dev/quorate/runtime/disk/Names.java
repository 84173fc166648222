package dev.quorate.runtime.disk;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of the files in a data folder. */
final class Names {
    static final String LOCK = "lock";
    static final String IDENTITY = "identity";

    private static final String SEGMENT = "log-";
    private static final String CHECKPOINT = "checkpoint-";
    private static final String ASIDE = ".tmp";
    private static final Pattern NUMBERED = Pattern.compile("(log-|checkpoint-)([0-9]{19})");
    private static final Pattern LEFT_OVER = Pattern.compile("(log-[0-9]{19}|checkpoint-[0-9]{19}|identity)\\.tmp");

    /** A file system's own, where the data folder is all of one. */
    private static final String LOST_AND_FOUND = "lost+found";

    private Names() {}

    /** The segment whose first record has this number. */
    static String segment(long first) {
        return numbered(SEGMENT, first);
    }

    /** The checkpoint that stands for this many records. */
    static String checkpoint(long position) {
        return numbered(CHECKPOINT, position);
    }

    /** What a file is called until it is whole. */
    static String aside(String name) {
        return name + ASIDE;
    }

    private static String numbered(String prefix, long number) {
        return String.format(Locale.ROOT, "%s%019d", prefix, number);
    }

    /** Of the segments among these names, the numbers of their first records, in order. */
    static List<Long> segments(List<String> names) {
        return numbers(names, SEGMENT);
    }

    /** Of the checkpoints among these names, how many records they stand for, in order. */
    static List<Long> checkpoints(List<String> names) {
        return numbers(names, CHECKPOINT);
    }

    /** What was being written when a process ended. */
    static List<String> leftOver(List<String> names) {
        return names.stream().filter(name -> LEFT_OVER.matcher(name).matches()).toList();
    }

    /** What is there before a folder becomes a data folder, or might be. */
    static boolean mayBeInANewFolder(String name) {
        return name.equals(LOCK)
                || name.equals(LOST_AND_FOUND)
                || name.equals(segment(1))
                || LEFT_OVER.matcher(name).matches();
    }

    private static List<Long> numbers(List<String> names, String prefix) {
        return names.stream()
                .map(NUMBERED::matcher)
                .filter(Matcher::matches)
                .filter(name -> name.group(1).equals(prefix))
                .flatMap(name -> number(name.group(2)).stream())
                .sorted()
                .toList();
    }

    private static List<Long> number(String digits) {
        try {
            return List.of(Long.parseLong(digits));
        } catch (NumberFormatException tooLong) {
            return List.of();
        }
    }
}
