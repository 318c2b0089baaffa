using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>Tests that typeset need Node.js, and npm to fetch the typesetter; without them they say that they were skipped.</summary>
internal static class Node
{
    private static bool IsThere => Executable.Find("node", Environment.GetEnvironmentVariable("PATH") ?? "") is not null;

    public static void Require() => Assert.SkipUnless(IsThere, "Node.js is not on the PATH, so nothing can be typeset.");
}
