using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// A batch on its way from the first token to the last: S sources, B rows each, those of a source one after another. What it was told is
/// remembered row by row.
/// </summary>
internal interface IStepModel
{
    /// <summary>One token further.</summary>
    /// <param name="ids">The token before, of each of the S·B rows.</param>
    /// <returns>Logits of the token after it, (S·B, V); the caller's to dispose of.</returns>
    Tensor Next(long[] ids);

    /// <summary>Goes on with these rows in their place, any of them more than once.</summary>
    /// <param name="rows">B rows of each source kept.</param>
    /// <param name="sources">The sources kept; null: all.</param>
    void Select(long[] rows, long[]? sources);
}
