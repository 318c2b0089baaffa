using Gmlm.Reproduce.Commands.Gating;
using Gmlm.Reproduce.Snapshots;
using Xunit;

namespace Gmlm.Reproduce.Tests.Commands;

public sealed class GitHubAnnotationsTests
{
    private static readonly GateReport Report = new(
        RequireAll: false,
        [],
        [new Difference("figure-1", "error.k2", "1", "2", 1, 4, "±0.25, at\nmost 100 %", Standing.Moved)],
        10,
        0,
        3,
        ["padir-faster: violated at S = 4"],
        [],
        [new SkippedClaim("lineage", "not here: ar-en-de", IsListed: false), new SkippedClaim("known", "as ever", IsListed: true)],
        [],
        []);

    [Fact]
    public void WhatTheGateRefusesIsAnErrorOnOneLine() => Assert.Equal(
        [
            "::error title=figure-1 moved::error.k2: 1 → 2, allowed: ±0.25, at%0Amost 100 %25",
            "::error title=violated::padir-faster: violated at S = 4",
            "::warning title=skipped::lineage: not here: ar-en-de",
        ],
        GitHubAnnotations.Of(Report));

    [Fact]
    public void AnUnlistedSkipIsAnErrorWhereAllAreRequired() =>
        Assert.Contains(GitHubAnnotations.Of(Report with { RequireAll = true }), line => line.StartsWith("::error title=skipped", StringComparison.Ordinal));
}
