using System.Text;

namespace Gmlm.Padir.Messages;

/// <summary>
/// Makes text safe to show in a message. A message may quote text from any file, which must not break the line, send control sequences to
/// the terminal, or fill the screen.
/// </summary>
public static class MessageText
{
    private const int Longest = 1000, LongestQuote = 120;

    // The end of a long message is kept, since it says what to do.
    private const int KeptEnd = 300;

    /// <summary>
    /// A whole message on one line: line breaks become spaces, other control characters and invalid Unicode become U+FFFD, and a long
    /// message loses its middle.
    /// </summary>
    public static string OneLine(string message) =>
        Shown(message.Length <= Longest ? message : $"{message[..(Longest - KeptEnd)]} … {message[^KeptEnd..]}", new Rune(' '));

    /// <summary>The beginning of a text from a file, in quotes and on one line.</summary>
    public static string Quote(string text) => $"'{Beginning(text)}'";

    /// <summary>The beginning of a text on one line without quotes, for messages that add their own.</summary>
    public static string Beginning(string text) =>
        Shown(text.Length <= LongestQuote ? text : text[..LongestQuote] + "…", Rune.ReplacementChar);

    private static string Shown(string text, Rune lineBreak)
    {
        var shown = new StringBuilder(text.Length);
        foreach (var letter in text.EnumerateRunes())
        {
            shown.Append(letter.Value is '\n' or '\r' or '\v' or '\f' or 0x85 or 0x2028 or 0x2029 ? lineBreak
                : Rune.IsControl(letter) ? Rune.ReplacementChar : letter);
        }

        return shown.ToString();
    }
}
