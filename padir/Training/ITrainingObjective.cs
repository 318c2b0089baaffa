using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;

namespace Gmlm.Padir.Training;

/// <summary>A training objective: computes the losses of a batch.</summary>
internal interface ITrainingObjective
{
    /// <summary>Computes the losses of a batch or of a part of it.</summary>
    /// <param name="examples">At least one example.</param>
    /// <param name="first">The index of the first example in the batch.</param>
    /// <param name="key">Determines the random draws for each example, together with its index in the batch.</param>
    /// <param name="terms">Receives the tensors from which gradients are propagated; null for no gradients.</param>
    LossSums Of(IReadOnlyList<Example> examples, int first, ulong key, LossTerms? terms);

    /// <summary>Returns the objective of a model's configuration.</summary>
    static ITrainingObjective For(PadirModel model, DecodingTokens tokens) => model.Config switch
    {
        { Decoder: DecoderMode.Causal } => new CausalObjective(model),
        { IsCanvas: true } => new CanvasObjective(model, tokens),
        _ => new ParallelObjective(model, tokens),
    };
}
