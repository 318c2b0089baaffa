using Gmlm.Reproduce.Harness;
using Gmlm.Reproduce.Report;
using Xunit;

namespace Gmlm.Reproduce.Tests.Report;

/// <summary>Skips a test that typesets, with a message, if Node.js is missing, or npm, which installs the typesetter.</summary>
internal static class Node
{
    private static bool IsThere => Executable.Find("node", Environment.GetEnvironmentVariable("PATH") ?? "") is not null;

    public static void Require() => Assert.SkipUnless(IsThere, "Node.js is not on the PATH, so nothing can be typeset.");
}
