using Gmlm.Padir.Configuration;
using Gmlm.Padir.T5;
using Gmlm.Padir.Models;

namespace Gmlm.Attack.MadeUp;

/// <summary>A recipe on the controlled pair with so few updates that training takes a moment and learns nothing.</summary>
internal static class TinyRecipe
{
    /// <summary>The recipe with a name and a causal or parallel decoder.</summary>
    public static Recipe Of(string name, DecoderMode mode) => new()
    {
        Name = name,
        Data = Recipe.Controlled,
        Pairs = 40,
        ValidationPairs = 5,
        Config = new PadirConfig
        {
            Network = new T5Config
            {
                VocabularySize = 476,
                Width = 16,
                HeadWidth = 8,
                Heads = 2,
                FeedForwardWidth = 16,
                EncoderLayers = 1,
                DecoderLayers = 1,
                StartId = 3,
            },
            Decoder = mode,
            Lengths = new LengthOptions { MaxLength = 30 },
            Training = new TrainingOptions { Steps = 4, BatchTokens = 100, ValidateEvery = 2, WarmUp = 1 },
        },
    };
}
