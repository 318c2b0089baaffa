using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;

namespace Gmlm.Padir.Training;

/// <summary>What a batch teaches.</summary>
internal interface ITrainingObjective
{
    /// <summary>The losses of a batch, or of a part of one.</summary>
    /// <param name="examples">At least one.</param>
    /// <param name="first">The first one's place in the batch.</param>
    /// <param name="key">What is hidden is a function of it and of the example's place in the batch.</param>
    /// <param name="roots">Takes where the gradients begin; null: there are to be none.</param>
    LossSums Of(IReadOnlyList<Example> examples, int first, ulong key, Roots? roots);

    /// <summary>The objective that a model's configuration asks for.</summary>
    static ITrainingObjective For(PadirModel model, DecodingTokens tokens) => model.Config switch
    {
        { Decoder: DecoderMode.Causal } => new CausalObjective(model),
        { IsCanvas: true } => new CanvasObjective(model, tokens),
        _ => new ParallelObjective(model, tokens),
    };
}
