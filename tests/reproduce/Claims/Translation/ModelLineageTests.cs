using Gmlm.Padir.Corpora;
using Gmlm.Padir.Models;
using Gmlm.Reproduce.Claims.Translation;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

/// <summary>A model that was made of another one than the committed is found, and models that are missing are named.</summary>
public sealed class ModelLineageTests : IDisposable
{
    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("lineage");

    public ModelLineageTests()
    {
        foreach (var folder in Directory.GetDirectories(Path.Combine(Repository.Find(null).Root, "padir", "checkpoints")))
        {
            Directory.CreateDirectory(Manifest(Path.GetFileName(folder), out var file));
            File.Copy(Path.Combine(folder, Checkpoint.ManifestFile), file);
        }
    }

    public void Dispose() => _copy.Delete(recursive: true);

    [Fact]
    public void The_committed_models_were_made_of_each_other()
    {
        var verdict = Assert.Single(Execute().Verdicts);
        Assert.Equal(Verdict.Holds, verdict.Verdict);
        Assert.Equal(Verdict.Violated, verdict.Control!.Verdict);
    }

    [Fact]
    public void A_model_made_of_another_teacher_is_found()
    {
        Manifest("padir-en-de", out var file);
        Manifest("ar-en-de", out var teacher);
        var sum = Checkpoint.Describe(Path.GetDirectoryName(teacher)!).WeightsSha256;
        File.WriteAllText(file, File.ReadAllText(file).Replace(sum, new string('0', sum.Length), StringComparison.Ordinal));

        var verdict = Assert.Single(Execute().Verdicts);
        Assert.Equal(Verdict.Violated, verdict.Verdict);
        Assert.Contains("padir-en-de, made of ar-en-de 00000000", verdict.Check!.WorstInstance);
    }

    [Fact]
    public void Models_that_are_missing_are_named_and_the_others_shown()
    {
        Directory.Delete(Manifest("padir-en-de", out _), recursive: true);
        var result = Execute();
        Assert.Equal((Verdict.Skipped, "not here: padir-en-de; `make train NAMES=\"padir-en-de\"` makes them"), (result.Verdicts[0].Verdict, result.Verdicts[0].Reason));
        Assert.Equal(Recipes.All.Count - 1, Assert.Single(result.Tables).Rows.Count);
    }

    private string Manifest(string name, out string file)
    {
        file = Path.Combine(_copy.FullName, name, Checkpoint.ManifestFile);
        return Path.GetDirectoryName(file)!;
    }

    private ExperimentResult Execute()
    {
        var store = new InputStore(_copy.FullName, new CorpusStore(new CorpusPlaces(_copy.FullName, null)));
        return new ModelLineage().Execute(new ExperimentContext(Profile.Smoke, 1, new Progress<double>(), TestContext.Current.CancellationToken, store));
    }
}
