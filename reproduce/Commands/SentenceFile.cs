using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Commands;

/// <summary>Text with one sentence a line, in UTF-8, as people bring it: whatever is wrong with it is one clear line.</summary>
/// <param name="Path">As the person wrote it.</param>
/// <param name="Sentences">The lines. A byte-order mark is the first character of the first one, as sacreBLEU reads it.</param>
internal sealed record SentenceFile(string Path, IReadOnlyList<string> Sentences)
{
    /// <summary>Whether the file begins with a byte-order mark.</summary>
    public bool HasMark => Sentences[0].StartsWith('\uFEFF');

    /// <summary>Reads the file, decompressed where its name ends in .gz.</summary>
    /// <exception cref="UserError">Not there, not readable, damaged, not UTF-8, or empty.</exception>
    public static SentenceFile Read(string path)
    {
        if (!File.Exists(path))
        {
            throw UserError.Missing(Directory.Exists(path) ? $"{path} is a folder; name a text file" : $"{path} is not there; check the path, which starts at the current folder");
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

    /// <summary>The lines; what is malformed becomes an error of the command line.</summary>
    /// <exception cref="UserError">Damaged, not UTF-8, or empty where it must not be.</exception>
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
