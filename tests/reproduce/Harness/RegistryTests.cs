using System.Text.RegularExpressions;
using Gmlm.Reproduce.Harness;
using Xunit;

namespace Gmlm.Reproduce.Tests.Harness;

public sealed class RegistryTests
{
    private static readonly Registry All = Registry.Discover();

    [Fact]
    public void EveryClaimSaysWhatAReaderNeeds() => Assert.All(All.Experiments.SelectMany(experiment => experiment.Claims), claim =>
    {
        Assert.Matches("^[a-z0-9]+(-[a-z0-9]+)*$", claim.Id);
        Assert.All((string[])[claim.Title, claim.Source, claim.Wording, claim.Method, claim.ControlMethod], text => Assert.False(string.IsNullOrWhiteSpace(text), claim.Id));
    });

    [Fact]
    public void ThePapersNumbersAreOnlyThoseWeHold() => Assert.All(All.Experiments.SelectMany(experiment => experiment.Claims), claim =>
    {
        string[] held = ["Definition 1", "Definition 2", "Definition 3", "Remark 1", "Lemma 1", "Lemma 2", "Theorem 1", "Remark 2", "Definition 4", "Definition 5", "Figure 1", "Figure 2", "Figure 3"];
        if (claim.Origin is Origin.Paper)
        {
            var cited = Regex.Matches(claim.Source, "(Definition|Remark|Lemma|Theorem|Proposition|Corollary|Figure) [0-9]+").Select(match => match.Value);
            Assert.All(cited, number => Assert.Contains(number, held));
        }
    });

    [Fact]
    public void SectionAIsWhole()
    {
        string[] expected =
        [
            "mle", "weighted-pl", "k-pl", "pl-interpolates", "conditional-recovery", "asymptotic-normality", "information-equality",
            "masking-more", "information-nesting", "mle-limit", "fisher-block", "poincare-variance",
            "adaptive-masking", "adaptive-gain",
        ];
        Assert.Equal(expected, All.Experiments.SelectMany(experiment => experiment.Claims).Where(claim => claim.Order.StartsWith('A')).Select(claim => claim.Id));
    }

    [Fact]
    public void SectionCIsWhole() => Assert.Equal(
        ["pinsker", "joint-from-conditionals", "finite-sample", "conditionals-can-mislead", "k-vs-tokenwise", "any-order"],
        All.Experiments.SelectMany(experiment => experiment.Claims).Where(claim => claim.Order.StartsWith('C')).Select(claim => claim.Id));

    [Fact]
    public void NothingSelectedIsEverything() => Assert.Equal(All.Experiments, All.Select([]));

    [Fact]
    public void AClaimSelectsItsExperiment()
    {
        var registry = new Registry([new StubExperiment("one", _ => 1, "Z1"), new StubExperiment("two", _ => 1, "Z2")]);
        Assert.Equal("two", Assert.Single(registry.Select(["two-claim"])).Id);
    }

    [Fact]
    public void UnknownIdNamesTheNearest()
    {
        var error = Assert.Throws<UserError>(() => new Registry([new StubExperiment("figure-1", _ => 1)]).Select(["figrue-1"]));
        Assert.Equal(ExitCode.Usage, error.ExitCode);
        Assert.Contains("did you mean 'figure-1'?", error.Message);
    }

    [Fact]
    public void TwinsAreRefused() =>
        Assert.Throws<InvalidOperationException>(() => new Registry([new StubExperiment("one", _ => 1), new StubExperiment("one", _ => 1)]));
}
