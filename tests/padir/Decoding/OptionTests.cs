using Gmlm.Padir.Configuration;
using Gmlm.Padir.Decoding;
using Xunit;

namespace Gmlm.Padir.Tests.Decoding;

public class OptionTests
{
    public static readonly TheoryData<string, DecodingOptions> Bad = new()
    {
        { "Iterations is 0; it must be at least 1", new() { Iterations = 0 } },
        { "Temperature is -1; it must be finite and at least 0", new() { Temperature = -1 } },
        { "Temperature is NaN; it must be finite and at least 0", new() { Temperature = double.NaN } },
        { "TopK is 0; it must be at least 1", new() { Temperature = 1, TopK = 0 } },
        { "TopP is 1.5; it must be greater than 0 and at most 1", new() { Temperature = 1, TopP = 1.5 } },
        { "TopK and TopP are both set; choose one", new() { Temperature = 1, TopP = 0.5, TopK = 3 } },
        { "TopK and TopP are for drawing tokens; Temperature must then be at least 0.0001", new() { TopK = 3 } },
        { "ConfidenceNoise is -0.5; it must be finite and at least 0", new() { ConfidenceNoise = -0.5 } },
        { "TopKLengths is 0; it must be at least 1", new() { TopKLengths = 0 } },
        { "KeptCandidates is 0; it must be at least 1", new() { KeptCandidates = 0 } },
        { "BeamLength is 2; it must be odd and at least 1", new() { BeamLength = 2 } },
        { "ParallelDecodes is 0; it must be at least 1", new() { ParallelDecodes = 0 } },
        { "ParallelDecodes above 1 start from different random tokens; Input must then be Random", new() { ParallelDecodes = 2 } },
        { "MaxLength is 0; it must be at least 1", new() { MaxLength = 0 } },
        { "LengthAlpha is -1; it must be finite and at least 0", new() { LengthAlpha = -1 } },
        { "Remasking is 7; it must be one of the schemes", new() { Remasking = (RemaskingScheme)7 } },
        { "Update is 7; it must be one of the schemes", new() { Update = (UpdateScheme)7 } },
        { "Input is 7; it must be one of the schemes", new() { Input = (InputScheme)7 } },
        { "ConstantSchedule.Count is -1; it must be at least 0", new() { Rejecter = ConstantSchedule.Bottom(-1) } },
        { "ConstantSchedule.Percent is 101; it must be from 0 to 100", new() { Rejecter = ConstantSchedule.BottomPercent(101) } },
    };

    [Theory, MemberData(nameof(Bad))]
    public void A_bad_option_is_refused_in_one_line(string message, DecodingOptions options)
    {
        Assert.Equal(message, Assert.Throws<DecodingException>(() => new ParallelDecoder(options, HandMade.Tokens)).Message);
    }

    [Fact]
    public void Good_options_pass_as_they_are()
    {
        var options = new DecodingOptions { Temperature = 1, TopP = 1, Input = InputScheme.Random, ParallelDecodes = 3, BeamLength = 3, LengthAlpha = 0.6 };
        Assert.Same(options, options.Checked());
        Assert.Equal(new DecodingOptions(), new DecodingOptions().Checked());
    }

    [Fact]
    public void A_target_longer_than_the_masks_is_refused()
    {
        var decoder = new ParallelDecoder(new() { Input = InputScheme.MaskRange }, HandMade.Tokens);
        Assert.Contains("4 masks", Assert.Throws<DecodingException>(() => decoder.Decode(HandMade.Saying((_, _) => (2, 0.5)), [new(0, 5)], new Random(1))).Message);
    }
}
