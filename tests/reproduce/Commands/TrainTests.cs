using Gmlm.Attack.MadeUp;
using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

/// <summary>From a recipe to a translation by the command line alone, and the errors of wrong use on the way.</summary>
public sealed class TrainTests : IDisposable
{
    private readonly Cli _cli = new();

    public void Dispose() => _cli.Dispose();

    [Fact]
    public void ARecipeBecomesACheckpointThatTranslates()
    {
        var teacher = Tiny("teacher", DecoderMode.Causal);
        Write("teacher.json", teacher with { Config = teacher.Config with { Training = teacher.Config.Training with { Steps = 500, ValidateEvery = 250, LearningRate = 2e-2, WarmUp = 20 } } });
        Write("student.json", Tiny("student", DecoderMode.Parallel) with { BeginFrom = "teacher", DistilledBy = "teacher" });
        Assert.Contains("padir/checkpoints/teacher: validation loss", Ok("train teacher.json"), StringComparison.Ordinal);
        Assert.Contains("4 steps", Ok("train student.json"), StringComparison.Ordinal);

        var manifest = Checkpoint.Describe(_cli.PathOf("padir", "checkpoints", "student"));
        Assert.Equal(Checkpoint.Describe(_cli.PathOf("padir", "checkpoints", "teacher")).WeightsSha256, manifest.Parents["teacher"]);
        Assert.Equal(3, File.ReadAllLines(_cli.PathOf("padir", "checkpoints", "student", TrainingJob.LogFile)).Length); // the heading and two validations

        const string sources = "a dog sleeps\n\nthe young fox sees a dog\n";
        var lines = Translate("-m teacher", sources).Split('\n');
        Assert.Equal(4, lines.Length); // three lines, and the empty text after the last line end
        Assert.Equal("", lines[1]);
        var trace = Translate("-m student --steps 2 --trace --lengths 1", "a dog sleeps\n");
        Assert.StartsWith("input", trace, StringComparison.Ordinal);
        Assert.Contains("[MASK]", trace, StringComparison.Ordinal);
        Assert.Contains("\noutput", trace, StringComparison.Ordinal);

        Assert.Equal(2, Translate("-m student --lengths 3 --gibbs 2:2 --rescore teacher", "a dog sleeps\n").Split('\n').Length);

        // Distillation by beam needs new translations, since those of greedy decoding differ.
        Write("searcher.json", Tiny("searcher", DecoderMode.Parallel) with { BeginFrom = "student", DistilledBy = "teacher", DistilledBeam = 2 });
        Assert.Contains("translated", Ok("train searcher.json"), StringComparison.Ordinal);
        Assert.Equal(["student", "teacher"], Checkpoint.Describe(_cli.PathOf("padir", "checkpoints", "searcher")).Parents.Keys);
        Assert.Equal([1, 1], Directory.GetFiles(_cli.PathOf("reports"), "*.targets", SearchOption.AllDirectories).GroupBy(file => file.Contains("-beam2", StringComparison.Ordinal)).Select(group => group.Count()));
        Write("searcher.json", Tiny("searcher", DecoderMode.Parallel) with { DistilledBeam = 0 });
        Error("train searcher.json", ExitCode.Usage, "distilledBeam is 0; it must be at least 1");

        // Training the same recipe again gives the same model.
        Directory.Delete(_cli.PathOf("reports"), recursive: true);
        Ok("train teacher.json --out again");
        Assert.Equal(manifest.Parents["teacher"], Checkpoint.Describe(_cli.PathOf("again")).WeightsSha256);

        Error("translate -m teacher --steps 3", ExitCode.Usage, "--steps: teacher is autoregressive");
        Error("translate -m student --rejecter learned", ExitCode.Usage, "was trained without a rejecter");
        Error("translate -m student --rejecter learned:2", ExitCode.Usage, "Learned.Threshold is 2; it must be from 0 to 1");
        Error("translate -m student --rejecter learned:x", ExitCode.Usage, "--rejecter: 'learned:x' is not a rejecter");
        Error("translate -m student --length-beam 2", ExitCode.Usage, "BeamLength is 2; it must be odd");
        Error("translate -m student --rescore student", ExitCode.Usage, "the rescorer must be an autoregressive model");
        Error("translate -m student --gibbs 0", ExitCode.Usage, "--gibbs: '0' is not K or K:N");
        Error("translate -m teacher --gibbs 1", ExitCode.Usage, "--gibbs: teacher is autoregressive");
        Error("translate -m student --beam 2", ExitCode.Usage, "--beam: student decodes in parallel");
        Error("translate -m nobody", ExitCode.Missing, "there is no checkpoint 'nobody'; choose of searcher, student, teacher");
        Error("translate -m student --steps x", ExitCode.Usage, "--steps: 'x' is not a whole number");
        Write("deaf.json", Tiny("deaf", DecoderMode.Parallel) with { DistilledBy = "student" });
        Error("train deaf.json", ExitCode.Missing, "a teacher must be autoregressive");

        // With another seed, the controlled pair has another dictionary.
        Write("stranger.json", Tiny("stranger", DecoderMode.Parallel) with { PairSeed = 2, DistilledBy = "teacher" });
        Error("train stranger.json", ExitCode.Usage, "distilledBy: stranger translates the controlled pair 2, teacher the controlled pair 1");
        Write("novice.json", Tiny("novice", DecoderMode.Causal));
        Ok("train novice.json");
        Write("pupil.json", Tiny("pupil", DecoderMode.Parallel) with { DistilledBy = "novice" });
        Error("train pupil.json", ExitCode.Missing, "a teacher must be trained for longer");
        File.WriteAllText(_cli.PathOf("padir", "checkpoints", "teacher", Checkpoint.WeightsFile), "x");
        Error("translate -m teacher", ExitCode.Missing, "SHA-256");
    }

    [Fact]
    public void ACanvasIsTrainedAndTranslatesWithoutALength()
    {
        var recipe = Tiny("canvas", DecoderMode.Parallel);
        Write("canvas.json", recipe with
        {
            Config = recipe.Config with { Lengths = recipe.Config.Lengths with { Predictor = LengthPredictorKind.Canvas, CanvasFactor = 1.5, CanvasExtra = 4 } },
        });
        Assert.Contains(", length ratio ", Ok("train canvas.json"), StringComparison.Ordinal);
        var manifest = Checkpoint.Describe(_cli.PathOf("padir", "checkpoints", "canvas"));
        Assert.InRange(manifest.BlankBias!.Value, 0, 4);
        Assert.True(manifest.LeftOut >= 0);
        Assert.Contains("validationBlankShare", manifest.Scores.Keys);
        Assert.Contains("\tlength ratio\tblank share\n", File.ReadAllText(_cli.PathOf("padir", "checkpoints", "canvas", TrainingJob.LogFile)), StringComparison.Ordinal);

        Assert.Equal(4, Translate("-m canvas --steps 2", "a dog sleeps\n\nthe young fox sees a dog\n").Split('\n').Length);
        var trace = Translate("-m canvas --steps 2 --trace --blank-bias 3 --rejecter blocks --canvas-unit cells", "a dog sleeps\n").Split('\n');
        Assert.Equal(9, trace[0].Split("[MASK", StringSplitOptions.None).Length - 1); // ⌈1.5 · 3⌉ + 4 cells
        Assert.Contains(trace, line => line.StartsWith("text", StringComparison.Ordinal));
        Translate("-m canvas --gibbs 2:2 --rejecter threshold:0.9 --update easy-first --edit 0.8", "a dog sleeps\n");
        Translate("-m canvas --rejecter entropy:0.5 --update easy-first", "a dog sleeps\n");

        Error("translate -m canvas --lengths 3", ExitCode.Usage, "--lengths: the model fills a canvas of one size for each sentence");
        Error("translate -m canvas --length-beam 3", ExitCode.Usage, "--length-beam: the model fills a canvas");
        Error("translate -m canvas --edit 0.9", ExitCode.Usage, "Update must then be EasyFirst");
        Error("translate -m canvas --rejecter entropy:0.5 --confidence margin", ExitCode.Usage, "Confidence must then be Entropy");
        Write("lengths.json", recipe with { Name = "lengths" });
        Ok("train lengths.json");
        Error("translate -m lengths --blank-bias 1", ExitCode.Usage, "--blank-bias: the model predicts lengths and fills no canvas");
        Error("translate -m lengths --canvas-unit cells", ExitCode.Usage, "--canvas-unit: the model predicts lengths");
    }

    [Theory]
    [InlineData("train", ExitCode.Usage, "name recipes of")]
    [InlineData("train controlled-ar --all", ExitCode.Usage, "or say --all")]
    [InlineData("train --all --out one", ExitCode.Usage, "--out: it names the folder of one checkpoint")]
    [InlineData("train nothing", ExitCode.Usage, "'nothing' is neither a recipe nor a file")]
    [InlineData("train controlled-ar --steps 0", ExitCode.Usage, "--steps: '0'")]
    [InlineData("train controlled-ar --steps 1 --device tpu", ExitCode.Usage, "--device: 'tpu' is not a device")]
    [InlineData("train controlled-padir --steps 1", ExitCode.Missing, "controlled-ar is no checkpoint")]
    [InlineData("train broken.json", ExitCode.Usage, "broken.json: ")]
    public void WhatIsWrongIsOneLine(string arguments, int exitCode, string said)
    {
        File.WriteAllText(_cli.PathOf("broken.json"), "{ \"name\": \"x\", \"data\": \"controlled\" }");
        Error(arguments, exitCode, said);
        Assert.False(Directory.Exists(_cli.PathOf("padir", "checkpoints")));
    }

    [Fact]
    public void AShownRecipeIsARecipe() => Assert.Equal(Recipes.Find("padir-en-de"), Recipe.Parse(Ok("train padir-en-de --show")));

    internal static Recipe Tiny(string name, DecoderMode mode) => TinyRecipe.Of(name, mode);

    private void Write(string name, Recipe recipe) => File.WriteAllText(_cli.PathOf(name), recipe.Format());

    private string Translate(string arguments, string input)
    {
        var (exitCode, output, error) = _cli.Run($"translate {arguments}", input);
        Assert.True(exitCode == 0, error);
        return output;
    }

    private string Ok(string arguments)
    {
        var (exitCode, output, error) = _cli.Run(arguments);
        Assert.True(exitCode == 0, error);
        return output;
    }

    private void Error(string arguments, int exitCode, string said)
    {
        var (code, _, error) = _cli.Run(arguments, "a dog sleeps\n");
        Assert.Contains(said, error, StringComparison.Ordinal);
        Assert.Equal(exitCode, code);
        Assert.Single(error.TrimEnd('\n').Split('\n'));
    }
}
