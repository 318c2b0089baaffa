using Gmlm.Padir.Models;
using Gmlm.Reproduce.Claims.Translation;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Claims.Translation;

/// <summary>The verdicts on made-up translations; and that every guideline is about systems that there are.</summary>
public sealed class GuidelineTests
{
    [Fact]
    public void EveryPairIsOfTwoSystemsOfTheTable()
    {
        string[] names = [.. TrainingAblation.All.Select(choice => choice.System), .. DecodingAblation.All.Select(choice => choice.System)];
        Assert.Equal(names.Length, names.Distinct().Count());
        Assert.All(Guideline.All.SelectMany(guideline => guideline.Pairs), pair =>
        {
            Assert.Contains(pair.Better, names);
            Assert.Contains(pair.Worse, names);
            Assert.NotEqual(pair.Better, pair.Worse);
        });
        Assert.All(TrainingAblation.All, choice => Assert.NotNull(Recipes.Find(choice.Checkpoint)));
    }

    /// <summary>A choice that changes nothing would be measured as the headline once more, under another name.</summary>
    [Fact]
    public void EveryChoiceOfDecodingIsAnotherOne()
    {
        var settings = new ParallelSettings { Loop = HeadlineDecoding.Loop(4, Recipes.Find("padir-en-de")!.Config) };
        var choices = DecodingAblation.All.Select(choice => (choice.Checkpoint, choice.Rescored, choice.GoldLengths, choice.Change(settings))).ToArray();
        Assert.Equal(choices.Length, choices.Distinct().Count());
        Assert.Contains(((string?)null, true, false, settings), choices);
        Assert.Contains(((string?)null, false, true, settings), choices);
        Assert.All(DecodingAblation.All, choice => Assert.Matches(@"^decoding\.[a-z-]+$", choice.System));
        Assert.All(TrainingAblation.All, choice => Assert.Matches(@"^training\.[a-z0-9-]+$", choice.System));
        Assert.All(DecodingAblation.All, choice => Assert.Contains(' ', choice.Label));
    }

    [Theory]
    [InlineData(1, 4, Verdict.Holds, "held")]
    [InlineData(4, 1, Verdict.Violated, "reversed")]
    [InlineData(3, 3, Verdict.Violated, "no difference found")]
    public void ByBleuTheBetterNeedsMoreThanChance(int better, int worse, Verdict verdict, string said)
    {
        var guideline = new Guideline("g", "T", "Do this", "", [("x.better", "x.worse")]);
        var systems = Systems(MadeUpOutput.Of("x.better", better), MadeUpOutput.Of("x.worse", worse));
        Assert.Equal(verdict, guideline.Judge(systems, 1).Verdict);
        var row = Assert.Single(guideline.Rows(systems, 1));
        Assert.Equal(("Do this", "better − worse", said), (row[0], row[1], row[^1]));
    }

    [Fact]
    public void EveryPairMustHold()
    {
        var systems = Systems(MadeUpOutput.Of("x.good", 1), MadeUpOutput.Of("x.fair", 3), MadeUpOutput.Of("x.poor", 6));
        Assert.Equal(Verdict.Holds, new Guideline("g", "T", "", "", [("x.good", "x.fair"), ("x.fair", "x.poor")]).Judge(systems, 1).Verdict);
        Assert.Equal(Verdict.Violated, new Guideline("g", "T", "", "", [("x.good", "x.fair"), ("x.poor", "x.fair")]).Judge(systems, 1).Verdict);
    }

    [Fact]
    public void OfStutterLessIsBetter()
    {
        var stutters = new SystemOutput("x.stutters", "", [.. MadeUpOutput.References.Select(text => $"a a a {text}")], [], [], MadeUpOutput.References);
        var systems = Systems(stutters, MadeUpOutput.Of("x.clean", 2));
        Assert.Equal(Verdict.Holds, new Guideline("g", "T", "", "", [("x.clean", "x.stutters")], GuidelineMeasure.Stutter).Judge(systems, 1).Verdict);
        Assert.Equal(Verdict.Violated, new Guideline("g", "T", "", "", [("x.stutters", "x.clean")], GuidelineMeasure.Stutter).Judge(systems, 1).Verdict);
    }

    /// <summary>What is compared, and in which unit, is said wherever the guideline speaks of it.</summary>
    [Theory]
    [InlineData(nameof(GuidelineMeasure.Bleu), " BLEU", "BLEU on the same")]
    [InlineData(nameof(GuidelineMeasure.Stutter), " % less", "The share of stuttering words on the same")]
    public void AMeasureHasItsUnit(string measure, string unit, string method)
    {
        var guideline = new Guideline("g", "T", "", "", [("x.better", "x.worse")], Enum.Parse<GuidelineMeasure>(measure));
        var systems = Systems(MadeUpOutput.Of("x.better", 1), MadeUpOutput.Of("x.worse", 4));
        Assert.EndsWith(unit, Assert.Single(guideline.Rows(systems, 1))[2], StringComparison.Ordinal);
        Assert.Contains($"{unit}, p = ", guideline.Judge(systems, 1).Check!.WorstInstance, StringComparison.Ordinal);
        Assert.StartsWith(method, guideline.Claim.Method, StringComparison.Ordinal);
    }

    private static Dictionary<string, SystemOutput> Systems(params SystemOutput[] systems) => systems.ToDictionary(system => system.Name);
}
