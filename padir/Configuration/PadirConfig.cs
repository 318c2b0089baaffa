using Gmlm.Padir.Decoding;
using Gmlm.Padir.T5;

namespace Gmlm.Padir.Configuration;

/// <summary>
/// Every choice that makes a model, one value each: the network, how lengths are predicted, how targets are corrupted, what is minimised and how. Immutable; it is
/// stored with the checkpoint, so that what was trained can be told, and trained again.
/// </summary>
public sealed record PadirConfig
{
    /// <summary>The encoder-decoder's shape.</summary>
    public required T5Config Network { get; init; }

    /// <summary>Parallel: a PaDIR model. Causal: the autoregressive baseline, which has no length predictor, no corruption and no rejecter.</summary>
    public DecoderMode Decoder { get; init; } = DecoderMode.Parallel;

    /// <summary>How the target's length is predicted.</summary>
    public LengthOptions Lengths { get; init; } = new();

    /// <summary>What the decoder's input is in training.</summary>
    public CorruptionOptions Corruption { get; init; } = new();

    /// <summary>What is minimised.</summary>
    public LossOptions Loss { get; init; } = new();

    /// <summary>Whether a rejecter is trained beside the network: a binary head on the decoder's states that says whether its likeliest token is right.</summary>
    public bool LearnedRejecter { get; init; }

    /// <summary>How it is minimised.</summary>
    public TrainingOptions Training { get; init; } = new();

    /// <summary>Whether the encoder reads [LENGTH] before each source.</summary>
    public bool ReadsLengthToken => Decoder == DecoderMode.Parallel && Lengths.Predictor == LengthPredictorKind.Token;

    /// <summary>This configuration, if every value is in its range.</summary>
    /// <exception cref="ConfigurationException">One is not.</exception>
    public PadirConfig Checked()
    {
        try
        {
            Network.Checked();
        }
        catch (CheckpointException error)
        {
            throw new ConfigurationException($"network: {error.Message}", error);
        }

        Lengths.Check();
        Corruption.Check();
        Loss.Check();
        Training.Check();
        Checks.Require("decoder", Decoder, Enum.IsDefined(Decoder), "causal or parallel");
        Checks.Refuse(Decoder == DecoderMode.Causal && LearnedRejecter, "learnedRejecter is for a parallel decoder");
        Checks.Refuse(Loss.StageRejecter == StageRejecter.Learned && !LearnedRejecter, "loss.stageRejecter is learned; learnedRejecter must then be true");
        Checks.Refuse(
            Decoder == DecoderMode.Parallel && Network.PositionalAttention && Network.Positions <= Lengths.MaxLength,
            $"network.positions is {Network.Positions}; positional attention needs more than lengths.maxLength, {Lengths.MaxLength}");
        return this;
    }
}
