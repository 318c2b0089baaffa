using Gmlm.Padir.Models;
using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Tests.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary><c>translate</c> with a rescorer of another language, and with files and folders named like parts of the program.</summary>
public sealed class TranslateIdentityTests : IDisposable
{
    private const string Source = "A dog runs through the grass.\n";

    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void AFileOrFolderOfTheSameNameIsIgnored()
    {
        Copy("padir-en-de");
        var translation = Translated("-m padir-en-de");

        // A file with the vocabulary's name, and a folder with the model's name.
        File.Copy(Path.Combine(Checkout.Root, "padir", "vocab", "ro-sts.model"), _cli.PathOf("multi30k-en-de"));
        Directory.CreateDirectory(_cli.PathOf("padir-en-de"));
        Assert.Equal(translation, Translated("-m padir-en-de"));
        Refused("-m ./padir-en-de", ExitCode.Missing, "is no checkpoint");
    }

    [Theory]
    [InlineData("ar-ro-sts", "padir-en-de has the vocabulary multi30k-en-de")]
    [InlineData("ar-de-en", "padir-en-de translates en-de, ar-de-en de-en")]
    public void ARescorerOfAnotherLanguageIsRefused(string rescorer, string says)
    {
        Copy("padir-en-de");
        Copy(rescorer);
        Refused($"-m padir-en-de --rescore {rescorer}", ExitCode.Usage, says);
    }

    [Fact]
    public void AManifestThatNamesAnotherVocabularyIsRefused()
    {
        Copy("padir-en-de");
        var manifest = _cli.PathOf("padir", "checkpoints", "padir-en-de", Checkpoint.ManifestFile);
        var text = File.ReadAllText(manifest);
        File.WriteAllText(manifest, text.Replace("\"vocabulary\": \"multi30k-en-de\"", "\"vocabulary\": \"ro-sts\"", StringComparison.Ordinal));
        Refused("-m padir-en-de", ExitCode.Missing, "recipe was edited");
    }

    private void Copy(string name)
    {
        var folder = Directory.CreateDirectory(_cli.PathOf("padir", "checkpoints", name)).FullName;
        foreach (var file in new[] { Checkpoint.ManifestFile, Checkpoint.WeightsFile })
        {
            File.Copy(Path.Combine(Checkout.Root, "padir", "checkpoints", name, file), Path.Combine(folder, file));
        }
    }

    private string Translated(string arguments)
    {
        var (code, output, error) = _cli.Run($"translate {arguments}", Source);
        Assert.Equal((ExitCode.Success, ""), (code, error));
        return output;
    }

    private void Refused(string arguments, int exitCode, string says)
    {
        var (code, output, error) = _cli.Run($"translate {arguments}", Source);
        Assert.Equal((exitCode, ""), (code, output));
        Assert.Contains(says, error, StringComparison.Ordinal);
        Assert.Single(error.TrimEnd().Split('\n'));
    }
}
