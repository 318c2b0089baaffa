using Gmlm.Padir.Models;
using Xunit;

namespace Gmlm.Padir.Tests.Models;

/// <summary>
/// The committed checkpoints agree with their recipes: the same configuration, complete files, the present parents, and a small size.
/// </summary>
public class CommittedCheckpointTests
{
    private const long LargestInAll = 80L << 20;

    private static readonly string Folder = Path.Combine(Checkout.Root, "padir", "checkpoints");

    public static TheoryData<string> Names => [.. Directory.GetDirectories(Folder).Select(folder => Path.GetFileName(folder)!).Order(StringComparer.Ordinal)];

    [Theory]
    [MemberData(nameof(Names))]
    public void ACheckpointIsItsRecipes(string name)
    {
        var manifest = Checkpoint.Describe(Path.Combine(Folder, name));
        var recipe = Recipes.Find(name);
        Assert.NotNull(recipe);

        // A recipe does not fix the size of the vocabulary, so it is taken from the manifest.
        var network = recipe.Config.Network with { VocabularySize = manifest.Recipe.Config.Network.VocabularySize };
        Assert.Equal((recipe with { Config = recipe.Config with { Network = network } }).Format(), manifest.Recipe.Format());
        Assert.Equal(new[] { recipe.BeginFrom, recipe.DistilledBy }.OfType<string>().Distinct().Order(StringComparer.Ordinal), manifest.Parents.Keys.Order(StringComparer.Ordinal));
        Assert.All(manifest.Parents, parent => Assert.Equal(Checkpoint.Describe(Path.Combine(Folder, parent.Key)).WeightsSha256, parent.Value));
        Assert.Equal(manifest.Steps, recipe.Config.Training.Steps);
        Assert.Contains($"\n{manifest.Steps}\t", File.ReadAllText(Path.Combine(Folder, name, TrainingJob.LogFile)));
        Checkpoint.Load(Path.Combine(Folder, name)).Dispose();
    }

    [Fact]
    public void TogetherTheyAreSmall() =>
        Assert.InRange(new DirectoryInfo(Folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length), 1, LargestInAll);
}
