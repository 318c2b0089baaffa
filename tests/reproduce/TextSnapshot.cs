using System.Runtime.CompilerServices;
using Xunit;

namespace Gmlm.Reproduce.Tests;

/// <summary>
/// Compares a readable text with a committed <c>Test.Method.verified.txt</c> beside the test. A text that differs is written to
/// <c>.received.txt</c> (Verify's file convention).
/// </summary>
internal static class TextSnapshot
{
    public static void Verify(string text, [CallerFilePath] string file = "", [CallerMemberName] string member = "")
    {
        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{member}");
        var (verified, received) = ($"{stem}.verified.txt", $"{stem}.received.txt");
        text = text.ReplaceLineEndings("\n");
        if (File.Exists(verified) && File.ReadAllText(verified).ReplaceLineEndings("\n") == text)
        {
            File.Delete(received);
            return;
        }

        File.WriteAllText(received, text);
        Assert.Fail($"{Path.GetFileName(verified)} {(File.Exists(verified) ? "differs" : "is missing")}: compare with {Path.GetFileName(received)}, and rename it when it is right\n\n{text}");
    }
}
