using static TorchSharp.torch;

namespace Gmlm.Padir.Autoregressive;

/// <summary>
/// A model that is evaluated one position at a time on a batch of S sources with B consecutive rows each. It keeps the tokens that each row
/// was given so far.
/// </summary>
internal interface IStepModel
{
    /// <summary>Appends one token to each row.</summary>
    /// <param name="ids">The last token of each of the S·B rows.</param>
    /// <returns>The logits of the next token, (S·B, V). The caller disposes of them.</returns>
    Tensor Next(long[] ids);

    /// <summary>Replaces the rows by a selection of them, in which a row may occur more than once.</summary>
    /// <param name="rows">The selected rows, B for each source that is kept.</param>
    /// <param name="sources">The sources that are kept; null for all.</param>
    void Select(long[] rows, long[]? sources);
}
