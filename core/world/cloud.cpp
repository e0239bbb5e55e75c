// SPDX-License-Identifier: Apache-2.0
#include "core/world/cloud.h"

#include "core/world/members.h"

#include <format>

namespace rulewright::world {

namespace {

std::string identityOf(const CloudCall& call)
{
    if (!call.userName.empty())
        return std::format(R"({{"type":"IAMUser","principalId":"AIDAEXAMPLE{0:.4}","arn":"arn:aws:iam::{1}:user/{0}",)"
                           R"("accountId":"{1}","accessKeyId":"AKIAEXAMPLE{0:.4}","userName":"{0}"}})",
            call.userName, cloudAccountNumber);
    return std::format(R"({{"type":"AssumedRole","principalId":"AROAEXAMPLE:{0}",)"
                       R"("arn":"arn:aws:sts::{1}:assumed-role/{0}/session","accountId":"{1}","sessionContext":)"
                       R"({{"sessionIssuer":{{"type":"Role","arn":"arn:aws:iam::{1}:role/{0}","userName":"{0}"}},)"
                       R"("attributes":{{"mfaAuthenticated":"true"}}}}}})",
        call.role, cloudAccountNumber);
}

std::string newId(Random& random)
{
    const std::uint64_t high = random.next();
    const std::uint64_t low = random.next();
    return std::format("{:08x}-{:04x}-4{:03x}-b{:03x}-{:012x}", high >> 32, high >> 16 & 0xffff, high & 0xfff,
        low >> 48 & 0xfff, low & 0xffffffffffff);
}

} // namespace

void call(Recorder& recorder, Micros time, const CloudCall& call)
{
    std::string when = systemTime(time);
    when.replace(19, when.size() - 19, "Z");
    const std::string request = newId(recorder.random());
    const std::string event = newId(recorder.random());
    Members members;
    members.text("eventVersion", "1.11").json("userIdentity", identityOf(call)).text("eventTime", when);
    members.text("eventSource", std::format("{}.amazonaws.com", call.source)).text("eventName", call.name);
    members.text("awsRegion", "eu-central-1").text("sourceIPAddress", call.address).text("userAgent", call.agent);
    members.json("requestParameters", call.parameters).json("responseElements", call.response);
    members.text("requestID", request).text("eventID", event).boolean("readOnly", call.reads);
    members.text("eventType", call.name == "ConsoleLogin" ? "AwsConsoleSignIn" : "AwsApiCall");
    members.boolean("managementEvent", true).text("recipientAccountId", cloudAccountNumber);
    members.text("eventCategory", "Management");
    recorder.writeCloud(time, members.take() + call.more);
}

} // namespace rulewright::world
