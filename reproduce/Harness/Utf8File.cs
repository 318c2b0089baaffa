using Gmlm.Padir.Corpora;

namespace Gmlm.Reproduce.Harness;

/// <summary>A text file that a person names, such as one of JSON.</summary>
internal static class Utf8File
{
    /// <summary>The whole text.</summary>
    /// <exception cref="UserError">It is not UTF-8; the message names the line.</exception>
    /// <exception cref="IOException">It cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be read, or is a folder.</exception>
    public static string Read(string path)
    {
        try
        {
            return StrictText.Read(path);
        }
        catch (CorpusException error)
        {
            throw new UserError(ExitCode.Usage, error.Message, error);
        }
    }
}
