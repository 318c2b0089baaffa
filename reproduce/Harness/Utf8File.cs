using Gmlm.Padir.Corpora;

namespace Gmlm.Reproduce.Harness;

/// <summary>Reads a text file of the user's, such as a JSON file.</summary>
internal static class Utf8File
{
    /// <summary>The whole text.</summary>
    /// <exception cref="UserError">The file is not UTF-8; the message names the line.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The user may not read the file, or it is a folder.</exception>
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
