using Gmlm.Padir.Corpora;

namespace Gmlm.Reproduce.Commands.Translating;

/// <summary>A file of the user's with one sentence per line, in UTF-8. Every fault in it is reported in one line.</summary>
/// <param name="Path">The path as the user wrote it.</param>
/// <param name="Sentences">The lines. A byte-order mark is kept as the first character of the first line, as in sacreBLEU.</param>
internal sealed record SentenceFile(string Path, IReadOnlyList<string> Sentences)
{
    /// <summary>Whether the file begins with a byte-order mark.</summary>
    public bool HasMark => Sentences[0].StartsWith('\uFEFF');

    /// <summary>Reads a file, decompressed if its name ends in .gz.</summary>
    /// <exception cref="UserError">The file is missing, unreadable, damaged, not UTF-8, or empty.</exception>
    public static SentenceFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw UserError.Missing(
                Directory.Exists(path)
                    ? $"{path} is a folder; name a text file"
                    : $"{path} is not there; check the path, which starts at the current folder");
        }

        try
        {
            using var stream = TextFile.Open(path);
            return new SentenceFile(path, [.. Lines(new StrictLines(stream, path) { KeepsMark = true })]);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw UserError.Missing($"{path} cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The lines of a text; malformed text becomes an error of the command line.</summary>
    /// <exception cref="UserError">The text is damaged, not UTF-8, or empty where lines are needed.</exception>
    public static IEnumerable<string> Lines(StrictLines lines)
    {
        using var each = lines.Read().GetEnumerator();
        while (true)
        {
            try
            {
                if (!each.MoveNext())
                {
                    yield break;
                }
            }
            catch (CorpusException error)
            {
                throw new UserError(ExitCode.Usage, error.Message, error);
            }

            yield return each.Current.Text;
        }
    }
}
