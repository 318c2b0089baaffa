using Gmlm.Padir.Corpora;
using Gmlm.Reproduce.Harness;

namespace Gmlm.Reproduce.Tests.Harness;

/// <summary>A checkout without data and checkpoints.</summary>
internal static class NoInputs
{
    private static readonly string Nowhere = Path.Combine(Path.GetTempPath(), "gmlm-nothing-here");

    public static InputStore Store { get; } = new(Nowhere, new CorpusStore(new CorpusPlaces(Nowhere, null)));
}
